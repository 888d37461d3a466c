package tributary.report;

import tributary.data.Finding;
import tributary.data.Panel;
import tributary.diagnostics.ChainSummary;
import tributary.diagnostics.Diagnostics;
import tributary.diagnostics.ParameterSummary;
import tributary.diagnostics.Verdict;
import tributary.mcmc.ChainResult;
import tributary.mcmc.ChainStatistics;
import tributary.mcmc.Draws;
import tributary.mcmc.Initialization;
import tributary.mcmc.MetricKind;
import tributary.mcmc.Tuning;
import tributary.spec.Adstock;
import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.DataSpec;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Path;
import tributary.spec.Pooling;
import tributary.spec.Prior;
import tributary.spec.PriorSet;
import tributary.spec.SamplerSpec;
import tributary.spec.Saturation;
import tributary.spec.Seasonality;
import tributary.spec.Source;
import tributary.spec.TransformOrder;
import tributary.spec.Trend;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;
import tributary.store.RunInfo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A made-up but realistic run: 6 channels, 2 mediators in a chain, 104 weeks after 4 of pre-period,
 * 4 chains of 250 draws. Its numbers are drawn, not fitted.
 */
public final class SampleRun {
    private static final int WEEKS = 108;
    private static final int FIRST_TRAINING_WEEK = 4;
    private static final int CHAINS = 4;
    private static final int DRAWS = 250;
    private static final LocalDate START = LocalDate.of(2023, 12, 4);
    private static final List<String> CHANNELS =
            List.of(
                    "facebook_spend",
                    "instagram_spend",
                    "tiktok_spend",
                    "snapchat_spend",
                    "youtube_impressions",
                    "email_sends");

    private final Random random = new Random(20240101);
    private final List<String> channels;
    private final ModelSpec model;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    private final int endOfTraining;

    private SampleRun(List<String> channels, int laterWeeks) {
        this.channels = channels;
        this.model = model(channels);
        this.endOfTraining = WEEKS - laterWeeks;
    }

    /** The run; the same in every call. */
    public static Run create() {
        return new SampleRun(CHANNELS, 0).run();
    }

    /** The run with its last weeks predicted, not fitted; of the very last nothing is known yet. */
    public static Run withLaterWeeks(int laterWeeks) {
        return new SampleRun(CHANNELS, laterWeeks).run();
    }

    /** The run with another verdict. */
    public static Run withVerdict(Verdict verdict) {
        Run run = create();
        Diagnostics d = run.diagnostics();
        return new Run(
                run.model(),
                run.priors(),
                run.notes(),
                run.info(),
                run.panel(),
                run.draws(),
                new Diagnostics(d.parameters(), d.chains(), d.gradients(), d.seconds(), verdict),
                run.effects(),
                run.fit());
    }

    /** The run with another name for a channel and its column, however odd. */
    public static Run renamed(String channel, String name) {
        return new SampleRun(CHANNELS.stream().map(c -> c.equals(channel) ? name : c).toList(), 0)
                .run();
    }

    private Run run() {
        Panel panel = panel();
        Map<String, Prior> priors = priors();
        List<EffectRow> effects = new ArrayList<>();
        Draws draws = draws(priors, effects);
        return new Run(
                model,
                priors,
                List.of(
                        "coefficient_email_sends_to_revenue has a prior of its own and left its"
                                + " pooling group"),
                new RunInfo("0.1.0", panel.file(), panel.sha256(), 1),
                panel,
                draws,
                diagnostics(draws, priors.size()),
                effects,
                new FitSummary(
                        List.of(
                                nodeFit("revenue", "conditional median", 0.05),
                                nodeFit("google_spend", "mean", 0.12),
                                nodeFit("site_visits", "mean", 0.08)),
                        Optional.of(
                                new FitSummary.Loo(
                                        -1234.56,
                                        9.87,
                                        Double.NaN,
                                        23.4,
                                        0.82,
                                        List.of("2024-03-04"),
                                        "one week of revenue <b>left out</b> at a time"))));
    }

    private static ModelSpec model(List<String> names) {
        List<Channel> channels = new ArrayList<>();
        for (String name : names) {
            boolean impressions = name.startsWith("youtube");
            channels.add(
                    new Channel(
                            name,
                            name,
                            !name.startsWith("email"),
                            impressions ? Optional.of("youtube_spend") : Optional.empty(),
                            new Adstock.Geometric(OptionalInt.empty()),
                            Saturation.HILL,
                            TransformOrder.ADSTOCK_FIRST,
                            OptionalDouble.empty(),
                            OptionalInt.empty()));
        }
        List<Mediator> mediators =
                List.of(
                        mediator("google_spend", true, Family.GAUSSIAN, OptionalDouble.empty()),
                        mediator("site_visits", false, Family.STUDENT_T, OptionalDouble.of(5)));
        List<Path> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(path(name, "google_spend", Path.Sign.ANY));
            paths.add(path(name, "site_visits", Path.Sign.ANY));
            paths.add(path(name, "revenue", Path.Sign.POSITIVE));
        }
        paths.add(path("google_spend", "site_visits", Path.Sign.ANY));
        paths.add(path("google_spend", "revenue", Path.Sign.POSITIVE));
        paths.add(path("site_visits", "revenue", Path.Sign.POSITIVE));
        List<String> all = List.of("google_spend", "site_visits", "revenue");
        return new ModelSpec(
                new DataSpec(
                        "data.csv",
                        "week",
                        Optional.empty(),
                        Optional.empty(),
                        DataSpec.Gaps.ERROR,
                        Map.of(),
                        Map.of(),
                        Optional.of(START.plusWeeks(FIRST_TRAINING_WEEK)),
                        Optional.empty()),
                new Outcome(
                        "revenue",
                        "revenue",
                        Family.GAUSSIAN,
                        Link.LOG,
                        OptionalDouble.empty(),
                        Outcome.OutcomeScale.MEAN,
                        Outcome.Composition.ADDITIVE,
                        OptionalDouble.empty(),
                        false,
                        Outcome.Noise.SHARED,
                        new Outcome.Value.Constant(1)),
                channels,
                mediators,
                paths,
                List.of(
                        new Control(
                                "average_price",
                                "average_price",
                                Control.Transform.LOG_STANDARDIZE,
                                Optional.empty(),
                                all),
                        new Control(
                                "promotion",
                                "promotion",
                                Control.Transform.INDICATOR,
                                Optional.empty(),
                                List.of("revenue"))),
                List.of(),
                new Trend(Trend.Type.LINEAR, 0, all),
                new Seasonality(3, 365.25, all),
                new Pooling(true, true, Pooling.Parametrization.NON_CENTERED),
                List.of(),
                List.of(),
                List.of(),
                new PriorSet(List.of()),
                new SamplerSpec(CHAINS, 500, DRAWS, 1, 0.8, 10));
    }

    private static Path path(String from, String to, Path.Sign sign) {
        return new Path(
                from,
                to,
                sign,
                Optional.empty(),
                false,
                Optional.empty(),
                Path.Parameter.COEFFICIENT);
    }

    private static Mediator mediator(String name, boolean paid, Family family, OptionalDouble nu) {
        return new Mediator(
                name,
                name,
                paid,
                Optional.empty(),
                new Adstock.None(),
                Saturation.LINEAR,
                TransformOrder.ADSTOCK_FIRST,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                family,
                Link.IDENTITY,
                nu,
                Mediator.Input.OBSERVED);
    }

    private Panel panel() {
        List<LocalDate> weeks = new ArrayList<>();
        for (int t = 0; t < WEEKS; t++) {
            weeks.add(START.plusWeeks(t));
        }
        columns.put("revenue", series(1_250_000, 0.12, 0, 0.2));
        for (String name : channels) {
            columns.put(name, series(name.contains("_spend") ? 9_000 : 480_000, 0.3, 0.3, 0.1));
        }
        columns.put("youtube_spend", series(6_000, 0.3, 0.3, 0.1));
        columns.put("google_spend", series(14_000, 0.2, 0, 0.2));
        columns.put("site_visits", series(310_000, 0.15, 0, 0.2));
        columns.put("average_price", series(49.9, 0.04, 0, 0.02));
        double[] promotion = new double[WEEKS];
        Arrays.setAll(promotion, t -> random.nextDouble() < 0.15 ? 1 : 0);
        columns.put("promotion", promotion);
        return new Panel(
                weeks,
                columns,
                FIRST_TRAINING_WEEK,
                endOfTraining,
                "weekly.csv",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                List.of(
                        new Finding(
                                Finding.Severity.WARNING,
                                "correlated_media",
                                "weekly.csv: columns facebook_spend, instagram_spend",
                                "move together (correlation 0.93): their separate effects rest on"
                                        + " the priors"),
                        new Finding(
                                Finding.Severity.NOTE,
                                "filled",
                                "weekly.csv:57: column tiktok_spend",
                                "empty cell read as 0 (1 week)")));
    }

    private double[] series(double level, double spread, double off, double season) {
        double[] values = new double[WEEKS];
        for (int t = 0; t < WEEKS; t++) {
            double log =
                    spread * random.nextGaussian()
                            + season * Math.sin(2 * Math.PI * (t - 20) / 52.18);
            values[t] = random.nextDouble() < off ? 0 : level * Math.exp(log);
        }
        return values;
    }

    private Map<String, Prior> priors() {
        var priors = new LinkedHashMap<String, Prior>();
        for (Channel channel : model.channels()) {
            priors.put("decay_" + channel.name(), new Prior.Beta(1, 3));
            priors.put("shape_" + channel.name(), new Prior.LogNormal(0.2, 0.4));
            priors.put("half_saturation_" + channel.name(), new Prior.LogNormal(0, 0.7));
        }
        for (String node : List.of("google_spend", "site_visits", "revenue")) {
            priors.put(
                    "intercept_" + node,
                    new Prior.Normal(node.equals("revenue") ? -0.2 : 0.8, 0.4));
            priors.put("trend_" + node + ".1", new Prior.Normal(0, 0.2));
            for (int k = 1; k <= 6; k++) {
                priors.put("season_" + node + "." + k, new Prior.Normal(0, 0.1));
            }
            priors.put("sigma_" + node, new Prior.HalfNormal(node.equals("revenue") ? 0.3 : 1));
            priors.put("control_average_price_to_" + node, new Prior.Normal(0, 0.1));
        }
        priors.put("control_promotion_to_revenue", new Prior.Normal(0, 0.3));
        for (Path path : model.paths()) {
            priors.put(
                    coefficient(path),
                    path.sign() == Path.Sign.ANY
                            ? new Prior.Normal(0, 0.3)
                            : new Prior.LogNormal(-2.7, 1));
        }
        return priors;
    }

    static String coefficient(Path path) {
        return "coefficient_" + path.from() + "_to_" + path.to();
    }

    private Draws draws(Map<String, Prior> priors, List<EffectRow> effects) {
        List<String> names = new ArrayList<>(priors.keySet());
        List<double[]> columns = new ArrayList<>();
        priors.values().forEach(prior -> columns.add(parameter(prior)));
        for (Source source : model.sources()) {
            addEffects(source, names, columns, effects);
        }
        double[][][] values = new double[CHAINS][DRAWS][names.size()];
        List<ChainStatistics> statistics = new ArrayList<>();
        for (int c = 0; c < CHAINS; c++) {
            for (int d = 0; d < DRAWS; d++) {
                for (int i = 0; i < names.size(); i++) {
                    values[c][d][i] = columns.get(i)[c * DRAWS + d];
                }
            }
            statistics.add(statistics(priors.size()));
        }
        return new Draws(names, values, statistics);
    }

    private double[] parameter(Prior prior) {
        double centre = 0.05 + 0.2 * random.nextDouble();
        return switch (prior) {
            case Prior.Normal _ -> normal(0.3 * random.nextGaussian() * 0.3 + 0.06, 0.05);
            case Prior.Beta _ -> positive(centre + 0.2, 0.3);
            case Prior.LogNormal _ -> positive(centre, 0.35);
            default -> positive(centre, 0.1);
        };
    }

    private double[] normal(double mean, double sd) {
        double[] values = new double[CHAINS * DRAWS];
        Arrays.setAll(values, d -> mean + sd * random.nextGaussian());
        return values;
    }

    private double[] positive(double median, double spread) {
        double[] values = new double[CHAINS * DRAWS];
        Arrays.setAll(values, d -> median * Math.exp(spread * random.nextGaussian()));
        return values;
    }

    private void addEffects(
            Source source, List<String> names, List<double[]> columns, List<EffectRow> effects) {
        double size = 1e6 + 7e6 * random.nextDouble();
        double spend = 1e6 * (0.7 + random.nextDouble());
        double[] direct = positive(size, 0.3);
        double[] indirect = normal(0.4 * size * random.nextDouble(), 0.12 * size);
        double[] total = new double[direct.length];
        double[] roi = new double[direct.length];
        double[] induced = new double[direct.length];
        for (int d = 0; d < total.length; d++) {
            total[d] = direct[d] + indirect[d];
            roi[d] = total[d] / spend;
            induced[d] = total[d] / (1.2 * spend);
        }
        boolean mediated = !source.name().equals("site_visits");
        String fixed = "sign fixed by prior";
        effects.add(row(source, "direct", Optional.empty(), "revenue", direct, fixed));
        if (mediated) {
            effects.add(row(source, "indirect", Optional.empty(), "revenue", indirect, ""));
            if (source instanceof Channel) {
                for (String path :
                        List.of(
                                " -> google_spend -> revenue",
                                " -> site_visits -> revenue",
                                " -> google_spend -> site_visits -> revenue",
                                " -> google_spend -> *")) {
                    double[] part = normal(0.1 * size, 0.07 * size);
                    effects.add(
                            row(
                                    source,
                                    "indirect",
                                    Optional.of(source.name() + path),
                                    "revenue",
                                    part,
                                    ""));
                }
            }
        }
        effects.add(row(source, "total", Optional.empty(), "revenue", total, ""));
        if (source instanceof Channel) {
            effects.add(
                    source.name().startsWith("tiktok")
                            ? suppressed(source, "the total effect is not clear of zero")
                            : row(
                                    source,
                                    "proportion_mediated",
                                    Optional.empty(),
                                    "share",
                                    normal(0.2, 0.07),
                                    ""));
        }
        if (source.paid()) {
            effects.add(row(source, "roi", Optional.empty(), "revenue per spend", roi, ""));
            effects.add(
                    row(
                            source,
                            "roi_with_induced",
                            Optional.empty(),
                            "revenue per spend",
                            induced,
                            ""));
        }
        names.add("direct_" + source.name());
        columns.add(direct);
        names.add("indirect_" + source.name());
        columns.add(indirect);
        names.add("total_" + source.name());
        columns.add(total);
    }

    private static EffectRow row(
            Source source,
            String effect,
            Optional<String> path,
            String unit,
            double[] draws,
            String note) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance =
                Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        return new EffectRow(
                source.name(),
                effect,
                path,
                Optional.empty(),
                START.plusWeeks(FIRST_TRAINING_WEEK).toString(),
                START.plusWeeks(WEEKS - 1).toString(),
                "-100%",
                unit,
                mean,
                quantile(sorted, 0.5),
                Math.sqrt(variance),
                quantile(sorted, 0.025),
                quantile(sorted, 0.05),
                quantile(sorted, 0.25),
                quantile(sorted, 0.75),
                quantile(sorted, 0.95),
                quantile(sorted, 0.975),
                Arrays.stream(draws).filter(x -> x > 0).count() / (double) draws.length,
                1.001,
                3120,
                note.isEmpty() ? Optional.empty() : Optional.of(note));
    }

    private static EffectRow suppressed(Source source, String note) {
        return EffectRow.suppressed(
                source.name(),
                "proportion_mediated",
                Optional.empty(),
                START.plusWeeks(FIRST_TRAINING_WEEK).toString(),
                START.plusWeeks(WEEKS - 1).toString(),
                "-100%",
                "share",
                note);
    }

    private static double quantile(double[] sorted, double p) {
        return sorted[(int) Math.round(p * (sorted.length - 1))];
    }

    private ChainStatistics statistics(int dimension) {
        double[] lp = new double[DRAWS];
        double[] accept = new double[DRAWS];
        double[] energy = new double[DRAWS];
        int[] depth = new int[DRAWS];
        int[] leapfrogs = new int[DRAWS];
        double[] metric = new double[dimension];
        for (int d = 0; d < DRAWS; d++) {
            lp[d] = -120 + 5 * random.nextGaussian();
            accept[d] = 0.7 + 0.3 * random.nextDouble();
            energy[d] = 180 + 7 * random.nextGaussian();
            depth[d] = 4 + random.nextInt(2);
            leapfrogs[d] = (1 << depth[d]) - 1;
        }
        Arrays.setAll(metric, i -> 0.01 + random.nextDouble());
        double step = 0.2137 + 0.01 * random.nextDouble();
        double[] steps = new double[DRAWS];
        Arrays.setAll(steps, d -> step * (1 + 0.1 * (2 * random.nextDouble() - 1)));
        return new ChainStatistics(
                lp,
                accept,
                steps,
                depth,
                leapfrogs,
                new boolean[DRAWS],
                energy,
                new ChainResult(
                        new Tuning(step, MetricKind.LOW_RANK, 2, metric, new double[0][]),
                        Initialization.UNIFORM,
                        31_417,
                        1.3 + random.nextDouble(),
                        1.1 + random.nextDouble()));
    }

    private Diagnostics diagnostics(Draws draws, int parameters) {
        List<ParameterSummary> summaries = new ArrayList<>();
        for (int i = 0; i < draws.names().size(); i++) {
            double[] all = Arrays.stream(draws.column(i)).flatMapToDouble(Arrays::stream).toArray();
            double[] sorted = all.clone();
            Arrays.sort(sorted);
            double mean = Arrays.stream(all).average().orElseThrow();
            double sd =
                    Math.sqrt(
                            Arrays.stream(all)
                                    .map(x -> (x - mean) * (x - mean))
                                    .average()
                                    .orElseThrow());
            boolean slow = i == parameters - 1;
            double ess = slow ? 311 : 700 + 300 * random.nextDouble();
            summaries.add(
                    new ParameterSummary(
                            draws.names().get(i),
                            mean,
                            sd,
                            quantile(sorted, 0.05),
                            quantile(sorted, 0.5),
                            quantile(sorted, 0.95),
                            slow ? 1.013 : 1 + 0.005 * random.nextDouble(),
                            ess,
                            0.9 * ess,
                            sd / Math.sqrt(ess)));
        }
        List<ChainSummary> chains = new ArrayList<>();
        for (int c = 0; c < CHAINS; c++) {
            ChainStatistics s = draws.statistics(c);
            chains.add(
                    new ChainSummary(
                            c + 1,
                            0,
                            0,
                            0,
                            c == 2 ? 1.004 : 1.01,
                            0.9 + 0.1 * random.nextDouble(),
                            s.tuning().stepSize(),
                            s.gradients(),
                            s.seconds(),
                            "low_rank, rank 2"));
        }
        return new Diagnostics(
                summaries,
                chains,
                CHAINS * 31_417L,
                3.9,
                new Verdict(
                        Verdict.Level.WARN,
                        List.of(
                                "R-hat 1.013 > 1.01 for coefficient_site_visits_to_revenue",
                                "bulk ESS 311 < 400 for coefficient_site_visits_to_revenue")));
    }

    private FitSummary.NodeFit nodeFit(String node, String expectation, double noise) {
        List<FitSummary.Week> weeks = new ArrayList<>();
        double[] observed = Objects.requireNonNull(columns.get(node));
        for (int t = FIRST_TRAINING_WEEK; t < WEEKS; t++) {
            double expected = observed[t] * Math.exp(noise * random.nextGaussian());
            weeks.add(
                    new FitSummary.Week(
                            START.plusWeeks(t).toString(),
                            t < endOfTraining,
                            expected,
                            expected * Math.exp(-1.7 * noise),
                            expected * Math.exp(1.7 * noise),
                            t == WEEKS - 1 && endOfTraining < WEEKS ? Double.NaN : observed[t]));
        }
        return new FitSummary.NodeFit(
                node,
                expectation,
                weeks,
                new FitSummary.Metrics(0.931, 0.0402, 0.0391, 52_300.5, 0.0521, 0.904),
                endOfTraining < WEEKS - 1
                        ? Optional.of(
                                new FitSummary.Metrics(0.71, 0.081, 0.078, 98_765.4, 0.1, 0.88))
                        : Optional.empty());
    }
}
