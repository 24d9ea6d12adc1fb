package lkg.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import lkg.http.HttpRequest;
import lkg.server.files.ListingOrder.Column;
import lkg.server.files.ListingOrder.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingOrderTest {

    private static final List<ListedEntry> ENTRIES =
            List.of(file("b10", 5, 30), file("b9", 5, 10), file("a", 7, 20), directory("z", 1), directory("y", 2));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                      | y z a b9 b10",
                "/?sort=name            | y z a b9 b10",
                "/?order=desc           | z y b10 b9 a",
                "/?sort=name&order=desc | z y b10 b9 a",
                "/?sort=size            | y z a b9 b10",
                "/?sort=size&order=asc  | y z b9 b10 a",
                "/?sort=date            | y z b10 a b9",
                "/?sort=date&order=asc  | z y b9 a b10",
                "/?sort=colour&order=up | y z a b9 b10",
                "/?sort=SIZE            | y z a b9 b10",
                "/?sort&order           | y z a b9 b10",
                "/?x=1                  | y z a b9 b10",
            })
    void theQuerySaysTheOrderAndDirectoriesComeFirst(String target, String names) {
        ListingOrder order = ListingOrder.askedBy(HttpRequest.get(target));

        assertThat(order.sorted(ENTRIES))
                .extracting(placed -> placed.entry().name())
                .containsExactly(names.split(" "));
    }

    @Test
    void theQueryOfAnOrderAsksForIt() {
        for (Column column : Column.values()) {
            for (ListingOrder.Direction direction : ListingOrder.Direction.values()) {
                ListingOrder order = new ListingOrder(column, direction);

                assertThat(ListingOrder.askedBy(HttpRequest.get("/" + order.query())))
                        .as("the order that %s asks for", order.query())
                        .isEqualTo(order);
            }
        }
    }

    @Test
    void aClickOnAColumnSortsByItAndASecondClickTurnsTheOrder() {
        ListingOrder once = ListingOrder.DEFAULT.afterClickOn(Column.SIZE);

        assertThat(once.query()).isEqualTo("?sort=size&order=desc");
        assertThat(once.afterClickOn(Column.SIZE).query()).isEqualTo("?sort=size&order=asc");
        assertThat(once.afterClickOn(Column.NAME)).isEqualTo(ListingOrder.DEFAULT);
    }

    @Test
    void anEntryKnowsItsPlaceByName() {
        ListingOrder bySize = ListingOrder.askedBy(HttpRequest.get("/?sort=size&order=asc"));

        assertThat(bySize.sorted(ENTRIES)).extracting(Placed::placeByName).containsExactly(0, 1, 3, 4, 2);
    }

    private static ListedEntry file(String name, long size, long second) {
        return new ListedEntry(name, name, false, size, Instant.ofEpochSecond(second));
    }

    /** Its size, which differs between file systems, must not matter. */
    private static ListedEntry directory(String name, long second) {
        return new ListedEntry(name + "/", name, true, name.charAt(0), Instant.ofEpochSecond(second));
    }
}
