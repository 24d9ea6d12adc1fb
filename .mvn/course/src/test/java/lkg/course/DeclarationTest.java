package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeclarationTest {

    private static final String SOURCE = """
            package lkg;

            final class Registration {
                void arm() {
                    giveToLoop(1);
                }

                /** As giveToLoop() of others does. */
                @Deprecated
                @SuppressWarnings("giveToLoop(")
                private static <T> T
                        giveToLoop(T it) {
                    return it;
                }

                static final class Inner {
                    void close() {}

                    Inner() {}

                    void giveToLoop() {}
                }
            }
            """;

    @Test
    void theFirstMethodOfANameIsFoundWhereItIsDeclaredAndNotWhereItIsCalled() throws IOException {
        assertThat(Declaration.line(SOURCE, "giveToLoop")).hasValue(12);
    }

    @Test
    void aMethodOfANestedClassIsFound() throws IOException {
        assertThat(Declaration.line(SOURCE, "close")).hasValue(17);
    }

    @Test
    void aConstructorIsFound() throws IOException {
        assertThat(Declaration.line(SOURCE, "<init>")).hasValue(19);
    }

    @Test
    void aNameThatIsNoMethodIsNotFound() throws IOException {
        assertThat(Declaration.line(SOURCE, "Inner")).isEqualTo(OptionalInt.empty());
        assertThat(Declaration.line(SOURCE, "loop")).isEqualTo(OptionalInt.empty());
    }
}
