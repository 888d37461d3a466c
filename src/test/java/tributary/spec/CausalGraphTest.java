package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CausalGraphTest {
    @TempDir Path folder;

    private ModelSpec model(String mediators, String paths) throws IOException {
        String json =
                """
                { "data": { "file": "f.csv", "date": "d" }, "outcome": { "column": "y" },
                  "channels": [ { "column": "a" }, { "column": "b" } ],
                  "mediators": [ %s ], "paths": [ %s ] }
                """
                        .formatted(mediators, paths);
        return ModelSpecReader.read(Files.writeString(folder.resolve("m.json"), json));
    }

    @Test
    void ordersEquationsCausesFirst() throws IOException {
        ModelSpec model =
                model(
                        "{\"column\": \"q\"}, {\"column\": \"m\"}, {\"column\": \"r\"}",
                        "\"a -> m\", \"m -> q\", \"q -> y\", \"b -> y\", \"r -> q\"");
        CausalGraph graph = CausalGraph.of(model);
        assertThat(graph.equations())
                .extracting(Equation::name)
                .containsExactly("m", "r", "q", "y");
        assertThat(graph.into("q")).extracting(p -> p.from()).containsExactly("m", "r");
        assertThat(graph.into("a")).isEmpty();
        assertThat(graph.outOf("m")).extracting(p -> p.to()).containsExactly("q");
    }

    @Test
    void listsTheDirectPathFirstThenByLengthThenByConfiguration() throws IOException {
        ModelSpec model =
                model(
                        "{\"column\": \"m\"}, {\"column\": \"n\"}",
                        "\"a -> n\", \"a -> m\", \"m -> n\", \"n -> y\", \"m -> y\", \"a -> y\","
                                + " \"b -> y\"");
        CausalGraph graph = CausalGraph.of(model);
        assertThat(graph.pathsToOutcome("a"))
                .containsExactly(
                        List.of("a", "y"),
                        List.of("a", "n", "y"),
                        List.of("a", "m", "y"),
                        List.of("a", "m", "n", "y"));
        assertThat(graph.pathsToOutcome("m"))
                .containsExactly(List.of("m", "y"), List.of("m", "n", "y"));
        assertThat(graph.pathsToOutcome("b")).containsExactly(List.of("b", "y"));
    }

    @Test
    void aMediatorThatNothingMovesIsJustAnEquation() throws IOException {
        ModelSpec model = model("{\"column\": \"m\"}", "\"a -> y\", \"b -> y\", \"m -> y\"");
        assertThat(CausalGraph.of(model).into("m")).isEmpty();
    }
}
