package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.ProgressListener;
import tributary.mcmc.Tuning;
import tributary.spec.SamplerSpec;
import tributary.store.Run;
import tributary.store.RunDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a fit says of its chains. */
class SamplingTest {
    private static ChainStatistics started(Initialization start) {
        double[] none = new double[1];
        var tuning = new Tuning(1, MetricKind.DIAGONAL, 0, none, new double[0][]);
        return new ChainStatistics(
                none,
                none,
                none,
                new int[1],
                new int[1],
                new boolean[1],
                none,
                new ChainResult(tuning, start, 1, 1, 1));
    }

    private static List<String> notes(SamplerSpec.Init asked, Initialization... starts) {
        SamplerSpec defaults = SamplerSpec.defaults();
        var sampler =
                new SamplerSpec(
                        starts.length,
                        defaults.warmup(),
                        defaults.draws(),
                        defaults.seed(),
                        defaults.targetAccept(),
                        defaults.maxDepth(),
                        defaults.metric(),
                        asked,
                        1,
                        false);
        List<ChainStatistics> statistics =
                List.of(starts).stream().map(SamplingTest::started).toList();
        var draws = new Draws(List.of("x"), new double[starts.length][1][1], statistics);
        return Sampling.notes(sampler, draws);
    }

    @Test
    void namesTheChainsForWhichPathfinderFoundNothing() {
        assertThat(
                        notes(
                                SamplerSpec.Init.PATHFINDER,
                                Initialization.PATHFINDER,
                                Initialization.UNIFORM,
                                Initialization.PATHFINDER))
                .containsExactly(
                        "chain 2 started at a random point: Pathfinder found no approximation");
    }

    @Test
    void hasNothingToSayOfChainsThatStartedAsAsked() {
        assertThat(notes(SamplerSpec.Init.UNIFORM, Initialization.UNIFORM)).isEmpty();
        assertThat(notes(SamplerSpec.Init.PATHFINDER, Initialization.PATHFINDER)).isEmpty();
    }

    @Test
    void aConfigurationMayAskForPathfinder(@TempDir Path folder) throws IOException {
        String model =
                SimulatedData.MODEL.replace(
                        "\"warmup\": 300, \"draws\": 200",
                        "\"warmup\": 100, \"draws\": 50, \"init\": \"pathfinder\"");
        Run run =
                new LocalFitExecutor()
                        .fit(SimulatedData.task(folder, model), 2, ProgressListener.NONE);
        Path directory = folder.resolve("run");
        RunDirectory.write(directory, run, Map.of());
        Run read = RunDirectory.read(directory);

        assertThat(read.model().sampler().init()).isEqualTo(SamplerSpec.Init.PATHFINDER);
        for (int chain = 0; chain < 2; chain++) {
            assertThat(read.draws().statistics(chain).start())
                    .isEqualTo(run.draws().statistics(chain).start())
                    .isEqualTo(Initialization.PATHFINDER);
        }
        assertThat(run.notes()).noneMatch(note -> note.contains("Pathfinder"));
    }
}
