package tributary.report;

import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Node;
import tributary.spec.Path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Places the nodes of a causal graph in columns: channels left, mediators by depth, the outcome
 * right.
 *
 * <p>Each path leaves its node at a row of its own and runs level as far as its label is long, so
 * that labels can never collide. A path that skips columns gets a lane of its own between the nodes
 * there. Nodes and lanes are ordered by the mean height of what leads to them (the barycentre
 * heuristic of Sugiyama, Tagawa and Toda 1981).
 */
final class DagLayout {
    static final double BOX_WIDTH = 166;
    static final double OUTCOME_WIDTH = 140;

    /** Length of the level part of a path, above which its label stands. */
    static final double LABEL_WIDTH = 136;

    private static final double ROW = 20;
    private static final double LEAST_HEIGHT = 34;
    private static final double COLUMN_GAP = LABEL_WIDTH + 66;
    private static final double GAP = 12;
    private static final double LANE = 10;
    private static final double PORT = 9;

    /** A node with its place; {@code out} are the paths that leave it, from the top. */
    record Box(Node node, double x, double y, double width, double height, List<Path> out) {}

    /** A point a path runs through; it is horizontal there. */
    record Point(double x, double y) {}

    private final ModelSpec model;
    private final Map<String, Integer> column = new HashMap<>();
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Map<Path, List<Point>> routes = new LinkedHashMap<>();
    private final double height;

    DagLayout(ModelSpec model) {
        this.model = model;
        model.channels().forEach(channel -> column.put(channel.name(), 0));
        model.mediators().forEach(mediator -> depth(mediator.name()));
        int last = 1 + column.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        column.put(model.outcome().name(), last);
        double tallest = 0;
        for (int c = 0; c <= last; c++) {
            tallest = Math.max(tallest, height(items(c)));
        }
        this.height = tallest;
        for (int c = 0; c <= last; c++) {
            place(c, items(c));
        }
    }

    double width() {
        return x(outcomeColumn()) + OUTCOME_WIDTH;
    }

    double height() {
        return height;
    }

    List<Box> boxes() {
        return List.copyOf(boxes.values());
    }

    /** Where a path runs: start and end of its label, its lanes, and its point of arrival. */
    List<Point> route(Path path) {
        return List.copyOf(routes.getOrDefault(path, List.of()));
    }

    /** What stands in a column: a node, or the lane of a path that only passes. */
    private sealed interface Item {
        record Place(Node node) implements Item {}

        record Lane(Path path) implements Item {}
    }

    private int depth(String mediator) {
        Integer known = column.get(mediator);
        if (known != null) {
            return known;
        }
        int deepest = 0;
        for (Path path : model.paths()) {
            boolean fromMediator =
                    model.mediators().stream().map(Mediator::name).anyMatch(path.from()::equals);
            if (path.to().equals(mediator) && fromMediator) {
                deepest = Math.max(deepest, depth(path.from()));
            }
        }
        column.put(mediator, deepest + 1);
        return deepest + 1;
    }

    private int column(String node) {
        Integer result = column.get(node);
        if (result == null) {
            throw new IllegalArgumentException("node: " + node + " is not in the model");
        }
        return result;
    }

    private int outcomeColumn() {
        return column(model.outcome().name());
    }

    private static double x(int column) {
        return column * (BOX_WIDTH + COLUMN_GAP);
    }

    private List<Item> items(int c) {
        List<Item> items = new ArrayList<>();
        Stream.<Node>concat(model.sources().stream(), Stream.of(model.outcome()))
                .filter(node -> column(node.name()) == c)
                .forEach(node -> items.add(new Item.Place(node)));
        for (Path path : model.paths()) {
            if (column(path.from()) < c && c < column(path.to())) {
                items.add(new Item.Lane(path));
            }
        }
        return items;
    }

    private double height(List<Item> items) {
        return items.stream().mapToDouble(this::height).sum();
    }

    private double height(Item item) {
        return switch (item) {
            case Item.Place(Node node) -> boxHeight(node) + GAP;
            case Item.Lane _ -> LANE;
        };
    }

    private double boxHeight(Node node) {
        double arrivals = PORT * (1 + into(node.name()).count());
        double departures = ROW * outOf(node.name()).size() + 6;
        return Math.max(LEAST_HEIGHT, Math.max(departures, arrivals));
    }

    private Stream<Path> into(String node) {
        return model.paths().stream().filter(path -> path.to().equals(node));
    }

    private List<Path> outOf(String node) {
        return model.paths().stream().filter(path -> path.from().equals(node)).toList();
    }

    private void place(int c, List<Item> items) {
        if (c > 0) {
            items.sort(Comparator.comparingDouble(this::barycentre));
        }
        double y = (height - height(items)) / 2;
        for (Item item : items) {
            switch (item) {
                case Item.Place(Node node) -> placeBox(node, c, y + GAP / 2);
                case Item.Lane(Path path) -> {
                    addPoint(path, new Point(x(c), y + LANE / 2));
                    addPoint(path, new Point(x(c) + BOX_WIDTH + LABEL_WIDTH, y + LANE / 2));
                }
            }
            y += height(item);
        }
    }

    private double barycentre(Item item) {
        return switch (item) {
            case Item.Lane(Path path) -> lastHeight(path);
            case Item.Place(Node node) ->
                    into(node.name()).mapToDouble(this::lastHeight).average().orElse(height / 2);
        };
    }

    private double lastHeight(Path path) {
        List<Point> route = route(path);
        return route.isEmpty() ? height / 2 : route.getLast().y();
    }

    private void placeBox(Node node, int c, double y) {
        double width = c == outcomeColumn() ? OUTCOME_WIDTH : BOX_WIDTH;
        var box = new Box(node, x(c), y, width, boxHeight(node), outOf(node.name()));
        boxes.put(node.name(), box);
        List<Path> arriving =
                into(node.name()).sorted(Comparator.comparingDouble(this::lastHeight)).toList();
        double first = y + (box.height() - PORT * (arriving.size() - 1)) / 2;
        for (int i = 0; i < arriving.size(); i++) {
            addPoint(arriving.get(i), new Point(box.x(), first + PORT * i));
        }
        double top = y + (box.height() - ROW * box.out().size()) / 2;
        for (int i = 0; i < box.out().size(); i++) {
            double row = top + ROW * (i + 0.75); // below the label
            addPoint(box.out().get(i), new Point(box.x() + width, row));
            addPoint(box.out().get(i), new Point(box.x() + width + LABEL_WIDTH, row));
        }
    }

    private void addPoint(Path path, Point point) {
        routes.computeIfAbsent(path, _ -> new ArrayList<>()).add(point);
    }
}
