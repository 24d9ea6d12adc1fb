package lkg.server.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lkg.http.HttpRequest;

/** The order of a listing, as the query says it: {@code ?sort=size&order=desc}. Directories always come first. */
record ListingOrder(Column column, Direction direction) {

    static final ListingOrder DEFAULT = new ListingOrder(Column.NAME, Direction.ASCENDING);

    enum Direction {
        ASCENDING("asc"),
        DESCENDING("desc");

        private final String parameter;

        Direction(String parameter) {
            this.parameter = parameter;
        }

        private Direction opposite() {
            return this == ASCENDING ? DESCENDING : ASCENDING;
        }
    }

    enum Column {
        NAME("name", Direction.ASCENDING),
        SIZE("size", Direction.DESCENDING),
        MODIFIED("date", Direction.DESCENDING);

        private final String parameter;
        /** Who sorts by size or date looks for the largest or newest. */
        private final Direction usual;

        Column(String parameter, Direction usual) {
            this.parameter = parameter;
            this.usual = usual;
        }
    }

    /** An entry, and its place if the entries are sorted by name, ascending. */
    record Placed(ListedEntry entry, int placeByName) {}

    /** A parameter that is missing or unknown means the default: by name, and in the column's usual direction. */
    static ListingOrder askedBy(HttpRequest request) {
        Column column = Arrays.stream(Column.values())
                .filter(known -> request.queryParameter("sort").equals(Optional.of(known.parameter)))
                .findFirst()
                .orElse(Column.NAME);
        Direction direction = Arrays.stream(Direction.values())
                .filter(known -> request.queryParameter("order").equals(Optional.of(known.parameter)))
                .findFirst()
                .orElse(column.usual);
        return new ListingOrder(column, direction);
    }

    String query() {
        return "?sort=" + column.parameter + "&order=" + direction.parameter;
    }

    /** The order that a click on the head of a column asks for: the opposite one, if the column decides already. */
    ListingOrder afterClickOn(Column clicked) {
        return new ListingOrder(clicked, clicked == column ? direction.opposite() : clicked.usual);
    }

    /** Entries of equal size or date are in the order of their names. */
    List<Placed> sorted(List<ListedEntry> entries) {
        List<Placed> sorted = byName(entries);
        if (!equals(DEFAULT)) {
            Comparator<Placed> byColumn = switch (column) {
                case NAME -> Comparator.comparingInt(Placed::placeByName);
                case SIZE -> Comparator.comparingLong(ListingOrder::size);
                case MODIFIED -> Comparator.comparing(placed -> placed.entry.modified());
            };
            // The sort is stable: what it finds equal stays in the order of the names.
            sorted.sort(Comparator.comparing((Placed placed) -> !placed.entry.isDirectory())
                    .thenComparing(direction == Direction.ASCENDING ? byColumn : byColumn.reversed()));
        }
        return sorted;
    }

    private static long size(Placed placed) {
        return placed.entry.isDirectory() ? 0 : placed.entry.size();
    }

    private static List<Placed> byName(List<ListedEntry> entries) {
        record Keyed(ListedEntry entry, NaturalOrder.Key key) {}
        List<Keyed> keyed = new ArrayList<>(entries.size());
        for (ListedEntry entry : entries) {
            keyed.add(new Keyed(entry, NaturalOrder.key(entry.name())));
        }
        keyed.sort(Comparator.comparing((Keyed named) -> !named.entry.isDirectory())
                .thenComparing(Keyed::key));
        List<Placed> placed = new ArrayList<>(keyed.size());
        for (Keyed named : keyed) {
            placed.add(new Placed(named.entry, placed.size()));
        }
        return placed;
    }
}
