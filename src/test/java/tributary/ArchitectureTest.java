package tributary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the package table and the rules that keep draws the same on every machine. */
class ArchitectureTest {
    /** Lowest first. */
    private static final List<String> PACKAGES =
            List.of(
                    "math",
                    "data",
                    "spec",
                    "model",
                    "mcmc",
                    "diagnostics",
                    "effects",
                    "store",
                    "fit",
                    "validation",
                    "report",
                    "cli");

    /** What each package may import beside itself. */
    private static final Map<String, List<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("math", List.of()),
                    Map.entry("data", List.of()),
                    Map.entry("spec", List.of()),
                    Map.entry("model", range("math", "spec")),
                    Map.entry("mcmc", List.of("math")),
                    Map.entry("diagnostics", List.of("math", "mcmc")),
                    Map.entry("effects", range("math", "mcmc")),
                    Map.entry("store", range("math", "effects")),
                    Map.entry("fit", range("math", "store")),
                    Map.entry("validation", range("math", "fit")),
                    Map.entry("report", range("data", "validation")),
                    Map.entry("cli", range("data", "report")));

    private static final Set<String> TRANSCENDENTALS =
            Set.of(
                    "exp", "expm1", "log", "log1p", "log10", "pow", "cbrt", "hypot", "sin", "cos",
                    "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

    /** Packages whose arithmetic decides the bits of a draw. */
    private static final String[] EXACT = {
        "tributary.math..", "tributary.model..", "tributary.mcmc..", "tributary.effects.."
    };

    private static final ArchRule NO_MACHINE_DEPENDENT_ARITHMETIC =
            classes().that().resideInAnyPackage(EXACT).should(callNoTranscendental());

    private static final ArchRule NO_LIBRARY_SPECIAL_FUNCTIONS =
            noClasses()
                    .that()
                    .resideInAnyPackage(EXACT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.commons.numbers..",
                            "org.apache.commons.math3..",
                            "org.apache.commons.statistics..");

    private static final ArchRule VECTORS_ONLY_IN_MATH =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("tributary.math..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jdk.incubator.vector..");

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("tributary");

    static Stream<String> packages() {
        return PACKAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        importRule(name).check(MAIN);
    }

    @Test
    void everyClassIsInAPackageOfTheTable() {
        Stream<String> known = packages().map(name -> "tributary." + name + "..");
        classes()
                .that()
                .doNotHaveSimpleName("Launcher")
                .and()
                .haveNameNotMatching("tributary\\.Launcher\\$.*")
                .should()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(MAIN);
    }

    @Test
    void launcherImportsNothingOfOurs() {
        noClasses()
                .that()
                .haveNameMatching("tributary\\.Launcher(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tributary.*..")
                .check(MAIN);
    }

    @Test
    void drawsDependOnNoMachineDependentArithmetic() {
        NO_MACHINE_DEPENDENT_ARITHMETIC.check(MAIN);
        NO_LIBRARY_SPECIAL_FUNCTIONS.check(MAIN);
    }

    @Test
    void vectorsAreOnlyUsedInMath() {
        VECTORS_ONLY_IN_MATH.check(MAIN);
    }

    @Test
    void rulesBite() {
        JavaClasses math = planted(tributary.math.PlantedViolation.class);
        JavaClasses model = planted(tributary.model.PlantedViolation.class);

        assertBites(importRule("math"), math, "tributary.spec.Link");
        assertBites(NO_MACHINE_DEPENDENT_ARITHMETIC, math, "java.lang.Math.exp(double)");
        assertBites(NO_MACHINE_DEPENDENT_ARITHMETIC, math, "java.lang.Math.log(double)");
        assertBites(NO_LIBRARY_SPECIAL_FUNCTIONS, model, "NormalDistribution");
        assertBites(VECTORS_ONLY_IN_MATH, model, "jdk.incubator.vector.DoubleVector");
    }

    /** A rule over no class at all passes: make sure that the main classes were found. */
    @Test
    void mainClassesAreImported() {
        assertThat(MAIN.contain("tributary.Launcher")).isTrue();
        assertThat(MAIN.contain("tributary.math.LogDensity")).isTrue();
        assertThat(MAIN.contain("tributary.math.PlantedViolation")).isFalse();
    }

    private static ArchRule importRule(String name) {
        List<String> allowed =
                Stream.concat(Stream.of(name), MAY_IMPORT.getOrDefault(name, List.of()).stream())
                        .toList();
        String[] packages =
                allowed.stream().map(p -> "tributary." + p + "..").toArray(String[]::new);
        DescribedPredicate<JavaClass> forbidden =
                resideInAPackage("tributary..")
                        .and(DescribedPredicate.not(resideInAnyPackage(packages)));
        return noClasses()
                .that()
                .resideInAPackage("tributary." + name + "..")
                .should()
                .dependOnClassesThat(forbidden.as("of ours outside " + allowed))
                .allowEmptyShould(true);
    }

    private static List<String> range(String first, String last) {
        return PACKAGES.subList(PACKAGES.indexOf(first), PACKAGES.indexOf(last) + 1);
    }

    private static ArchCondition<JavaClass> callNoTranscendental() {
        return new ArchCondition<>("call no transcendental function of Math or FastMath") {
            @Override
            public void check(JavaClass caller, ConditionEvents events) {
                for (JavaAccess<?> access : caller.getAccessesFromSelf()) {
                    String owner = access.getTargetOwner().getFullName();
                    boolean forbidden =
                            (owner.equals("java.lang.Math")
                                            && TRANSCENDENTALS.contains(access.getName()))
                                    || owner.endsWith(".FastMath");
                    if (forbidden) {
                        events.add(SimpleConditionEvent.violated(caller, access.getDescription()));
                    }
                }
            }
        };
    }

    private static JavaClasses planted(Class<?>... classes) {
        return new ClassFileImporter().importClasses(Arrays.asList(classes));
    }

    private static void assertBites(ArchRule rule, JavaClasses classes, String named) {
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(named);
    }
}
