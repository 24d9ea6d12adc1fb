package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExceptionTest {

    @ParameterizedTest
    @ValueSource(ints = {42, 200, 399, 600})
    void aStatusThatIsNoErrorIsRefusedWhereItIsThrown(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpException(status, "a message"))
                .withMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 599})
    void anErrorsStatusIsTheOneToAnswerWith(int status) {
        assertThat(new HttpException(status, "a message").status()).isEqualTo(status);
    }

    @Test
    void itHasNoStackTrace() {
        assertThat(new HttpException(400, "a message").getStackTrace()).isEmpty();
    }
}
