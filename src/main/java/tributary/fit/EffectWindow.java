package tributary.fit;

import tributary.store.EffectRow;

import java.util.List;

/**
 * Effects of every source switched off in a window of weeks.
 *
 * @param label such as "last 52 weeks"
 * @param rows as in effects.json
 */
public record EffectWindow(String label, List<EffectRow> rows) {}
