package tributary.mcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Each of the three U-turn checks finds turns that the other two do not see. */
class SubtreeTest {
    private final PhasePointPool pool = new PhasePointPool(2);

    @Test
    void aStraightTrajectoryDoesNotTurn() {
        Subtree first = pair(new double[] {1, 0}, new double[] {1, 0.1});
        Subtree second = pair(new double[] {1, 0.2}, new double[] {1, 0.3});

        assertThat(first.turnsWith(second)).isFalse();
    }

    @Test
    void theMergedTreeTurnsThoughNeitherSeamDoes() {
        // ρ = (−2, 3), so the first state looks back; across the seams (1, 2) and (−3, 3).
        Subtree first = pair(new double[] {1, 0}, new double[] {0, 1});
        Subtree second = pair(new double[] {0, 1}, new double[] {-3, 1});

        assertThat(first.turnsWith(second)).isTrue();
    }

    @Test
    void theFirstHalfAndTheNextStateTurnThoughTheWholeDoesNot() {
        // ρ = (3, 0) agrees with both ends, the sum over the seam (−1, 0) does not.
        Subtree first = pair(new double[] {1, 0}, new double[] {1, 0});
        Subtree second = pair(new double[] {-3, 0}, new double[] {4, 0});

        assertThat(first.turnsWith(second)).isTrue();
    }

    @Test
    void theLastStateAndTheSecondHalfTurnThoughTheWholeDoesNot() {
        Subtree first = pair(new double[] {4, 0}, new double[] {-3, 0});
        Subtree second = pair(new double[] {1, 0}, new double[] {1, 0});

        assertThat(first.turnsWith(second)).isTrue();
    }

    @Test
    void appendingAddsWeightsMomentaAndTakesTheLastState() {
        Subtree tree = leaf(new double[] {1, 0}, -1);
        append(tree, leaf(new double[] {1, 1}, -2), false);
        append(tree, leaf(new double[] {1, 2}, -3), true);

        double weight = StrictMath.exp(-1) + StrictMath.exp(-2) + StrictMath.exp(-3);
        assertThat(tree.logWeight()).isCloseTo(StrictMath.log(weight), within(1e-15));
        assertThat(tree.proposal().q).containsExactly(1, 2);
        // Turns with a momentum that undoes the sum (3, 3), and only then.
        assertThat(tree.turnsWith(leaf(new double[] {-2, -2}, 0))).isTrue();
        assertThat(tree.turnsWith(leaf(new double[] {2, 2}, 0))).isFalse();
    }

    @Test
    void weightsAddUpHoweverFarTheyAreApart() {
        double[] momentum = {1, 0};
        double[][] cases = {
            {-800, -800, -800 + StrictMath.log(2)},
            {-5, Double.NEGATIVE_INFINITY, -5},
            {Double.NEGATIVE_INFINITY, -5, -5},
            {5000, -900, 5000},
            {0, 1, 1 + StrictMath.log1p(StrictMath.exp(-1))}
        };
        for (double[] logWeights : cases) {
            Subtree tree = leaf(momentum, logWeights[0]);
            append(tree, leaf(momentum, logWeights[1]), false);
            assertThat(tree.logWeight()).isCloseTo(logWeights[2], within(1e-12));
        }
    }

    @Test
    void appendingGivesBackTheStatesThatAreNoLongerNeeded() {
        Subtree tree = leaf(new double[] {1, 0}, 0);
        for (int i = 0; i < 4; i++) {
            append(tree, leaf(new double[] {1, i}, 0), i % 2 == 0);
            // First, last and drawn state, of which the last may be the drawn one.
            assertThat(pool.taken()).isEqualTo(i % 2 == 0 ? 2 : 3);
        }
        tree.reverse();
        append(tree, leaf(new double[] {1, 9}, 0), true);
        assertThat(pool.taken()).isEqualTo(2);
        assertThat(tree.proposal().q).containsExactly(1, 9);
    }

    @Test
    void appendingATreeGivesBackItsFirstStateAndTheRefusedProposal() {
        for (boolean takeProposal : new boolean[] {true, false}) {
            pool.releaseAllBut(pool.take());
            Subtree first = three();
            Subtree second = three();
            PhasePoint expected = takeProposal ? second.proposal() : first.proposal();
            assertThat(pool.taken()).isEqualTo(1 + 6);
            append(first, second, takeProposal);
            assertThat(pool.taken()).isEqualTo(1 + 3);
            assertThat(first.proposal()).isSameAs(expected);
        }
    }

    /** Three states, of which the middle one is the proposal. */
    private Subtree three() {
        Subtree tree = leaf(new double[] {1, 0}, 0);
        append(tree, leaf(new double[] {1, 1}, 0), true);
        append(tree, leaf(new double[] {1, 2}, 0), false);
        return tree;
    }

    private Subtree pair(double[] firstMomentum, double[] lastMomentum) {
        Subtree tree = leaf(firstMomentum, 0);
        append(tree, leaf(lastMomentum, 0), false);
        return tree;
    }

    private static void append(Subtree tree, Subtree next, boolean takeProposal) {
        tree.append(next, tree.weightRatio(next), takeProposal);
    }

    /** One state of a unit metric whose position equals its momentum. */
    private Subtree leaf(double[] momentum, double logWeight) {
        PhasePoint z = pool.take();
        PhasePoint.copy(momentum, z.q);
        PhasePoint.copy(momentum, z.p);
        PhasePoint.copy(momentum, z.v);
        Subtree tree = new Subtree(pool, z);
        tree.setLeaf(z, logWeight);
        return tree;
    }
}
