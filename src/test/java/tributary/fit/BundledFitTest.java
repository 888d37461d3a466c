package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import tributary.diagnostics.Verdict;
import tributary.mcmc.ProgressListener;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bundled example at default settings, against its truth: what the README promises. */
class BundledFitTest {
    @Test
    void passesAndCoversEveryTrueEffect() throws Exception {
        FitTask task = ModelLoader.load(Path.of("data/weekly.json"), Optional.empty());

        Run run = new LocalFitExecutor().fit(task, 2, ProgressListener.NONE);

        assertThat(run.diagnostics().verdict())
                .isEqualTo(new Verdict(Verdict.Level.PASS, List.of()));
        JsonNode truth = JsonMapper.shared().readTree(Path.of("data/weekly-truth.json").toFile());
        int covered = 0;
        for (JsonNode effect : truth.get("effects")) {
            EffectRow row = row(run, effect);
            assertThat(effect.get("value").asDouble())
                    .as("%s of %s", row.effect(), row.source())
                    .isBetween(row.q025(), row.q975());
            covered++;
        }
        assertThat(covered).isEqualTo(49);
    }

    private static EffectRow row(Run run, JsonNode effect) {
        JsonNode path = effect.get("path");
        return run.effects().stream()
                .filter(row -> row.source().equals(effect.get("source").asString()))
                .filter(row -> row.effect().equals(effect.get("effect").asString()))
                .filter(row ->
                        path.isNull()
                                ? row.path().isEmpty()
                                : row.path().equals(Optional.of(path.asString())))
                .findFirst()
                .orElseThrow();
    }
}
