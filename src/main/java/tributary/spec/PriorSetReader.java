package tributary.spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code priors}: the name of a bundled file, a path, or an object of overrides, each on top
 * of what it {@code extends}; {@code "none"} ends the chain.
 */
final class PriorSetReader {
    static final String EXTENDS = "extends";
    static final String NONE = "none";
    private static final String DEFAULT = "default";

    /** What ships with the program, for suggestions. */
    static final Set<String> BUNDLED_SETS =
            new TreeSet<>(Set.of(DEFAULT, "meridian", "pymc-marketing", "sceptical", "wide"));

    private static final Pattern BUNDLED = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.*]+");

    /** The kinds of parameters that a pattern may ask for after a colon. */
    private static final Set<String> QUALIFIERS =
            new TreeSet<>(
                    Set.of(
                            "positive",
                            "elasticity",
                            "scaled",
                            "tobit",
                            "signed",
                            "identity",
                            "log",
                            "standardized",
                            "indicator",
                            "raw",
                            "outcome",
                            "mediator"));

    static final String KEY_PATTERN = "^[A-Za-z0-9_.*]+(:(" + String.join("|", QUALIFIERS) + "))?$";

    private final List<PriorSet.Layer> layers = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    private PriorSetReader() {}

    /**
     * The priors of a configuration.
     *
     * @param folder of the configuration, which paths are relative to
     */
    static PriorSet read(JsonSection root, Path folder) {
        var reader = new PriorSetReader();
        JsonNode priors = root.get("priors");
        if (priors == null || priors.isString()) {
            reader.file(root, "priors", folder);
        } else {
            JsonSection section = new JsonSection(priors, root.where("priors"), root.problems());
            reader.layer(section, root.problems().file(), true, folder);
        }
        return new PriorSet(reader.layers);
    }

    /** The bundled set of that name, or the file at that path. */
    static PriorSet named(String name, Problems problems) {
        var root = JsonNodeFactory.instance.objectNode().put("priors", name);
        return read(new JsonSection(root, "$", problems), Path.of(""));
    }

    /** Adds the file that a key names. */
    private void file(JsonSection section, String key, Path folder) {
        String name = section.has(key) ? section.text(key).orElse(NONE) : DEFAULT;
        if (name.equals(NONE)) {
            return;
        }
        if (files.contains(name)) {
            section.problem(
                    key, "priors extend themselves: " + String.join(" -> ", files) + " -> " + name);
            return;
        }
        files.add(name);
        if (!bundled(section, name) && !beside(section, name, folder)) {
            section.problem(
                    key,
                    Words.quote(name)
                            + " is neither a bundled set of priors nor a file beside this one"
                            + PathReader.nearestOrAll(name, BUNDLED_SETS));
        }
    }

    /** Reads a file that ships with the program; false where there is none of that name. */
    private boolean bundled(JsonSection section, String name) {
        if (!BUNDLED.matcher(name).matches()) {
            return false;
        }
        String file = "priors/" + name + ".json";
        Problems problems = section.problems().in(file);
        try (InputStream in = PriorSetReader.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                return false;
            }
            layer(JsonFile.read(in, problems), name, false, Path.of("priors"), problems);
        } catch (SpecException e) {
            return true; // its problems are already collected
        } catch (IOException e) {
            problems.add("$", "the file cannot be read: " + e.getMessage());
        }
        return true;
    }

    private boolean beside(JsonSection section, String name, Path folder) {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                return false;
            }
            Problems problems = section.problems().in(file.toString());
            Path itsFolder = file.resolveSibling("");
            layer(JsonFile.read(file, problems), name, true, itsFolder, problems);
            return true;
        } catch (InvalidPathException e) {
            return false;
        } catch (SpecException e) {
            return true; // its problems are already collected
        }
    }

    private void layer(
            JsonNode tree, String origin, boolean mustMatch, Path folder, Problems problems) {
        layer(new JsonSection(tree, "$", problems), origin, mustMatch, folder);
    }

    private void layer(JsonSection section, String origin, boolean mustMatch, Path folder) {
        List<PriorSet.Entry> entries = new ArrayList<>();
        for (String pattern : section.keys()) {
            if (!pattern.equals(EXTENDS)) {
                entry(section, pattern).ifPresent(entries::add);
            }
        }
        layers.add(new PriorSet.Layer(origin, mustMatch, entries));
        file(section, EXTENDS, folder);
    }

    private static Optional<PriorSet.Entry> entry(JsonSection section, String pattern) {
        String[] parts = pattern.split(":", 2);
        if (!PARAMETER.matcher(parts[0]).matches()) {
            section.problem(
                    pattern,
                    "the pattern " + Words.quote(pattern) + " is not a parameter name with *");
        }
        if (parts.length == 2 && !QUALIFIERS.contains(parts[1])) {
            section.problem(
                    pattern,
                    Words.quote(parts[1])
                            + " is not a kind of parameter"
                            + PathReader.nearestOrAll(parts[1], QUALIFIERS));
        }
        try {
            return section.text(pattern)
                    .map(PriorText::parse)
                    .map(prior -> new PriorSet.Entry(pattern, prior, section.where(pattern)));
        } catch (IllegalArgumentException e) {
            section.problem(pattern, "" + e.getMessage());
            return Optional.empty();
        }
    }
}
