package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("step-1")
class HttpExceptionTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 42, 200, 399, 600})
    void aStatusThatIsNoErrorIsRefusedWhereItIsThrown(int status) {
        assertThatThrownBy(() -> new HttpException(status, "a message"), "an exception of status %s", status)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 599})
    void anErrorsStatusIsTheOneToAnswerWith(int status) {
        HttpException exception = new HttpException(status, "a message");

        assertThat(exception.status()).as("status").isEqualTo(status);
        assertThat(exception).as("the sentence that was passed in").hasMessage("a message");
    }

    @Test
    void itHasNoStackTrace() {
        assertThat(new HttpException(400, "a message").getStackTrace().length)
                .as("lines of its stack trace")
                .isZero();
    }
}
