package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SettingTest {

    private static final Handler HANDLER = request -> HttpResponse.of(200);

    private final ServerBuilder builder = LkgServer.builder().handler(HANDLER);

    @ParameterizedTest
    @CsvSource({
        "PORT,                        0, 65535",
        "BACKLOG,                     1, 2147483647",
        "LOOPS,                       1, 10000",
        "WORKERS,                     1, 100000",
        "QUEUE_CAPACITY,              1, 2147483647",
        "MAX_CONNECTIONS,             1, 2147483647",
        "MAX_REQUESTS_PER_CONNECTION, 1, 2147483647",
        "MAX_REQUEST_LINE_BYTES,      1, 536870911",
        "MAX_HEAD_BYTES,              1, 536870911",
        "MAX_FIELDS,                  1, 1000000",
        "MAX_BODY_BYTES,              0, 536870911",
        "MAX_STREAMED_BODY_BYTES,     0, 9223372036854775807",
        "MAX_BYTES_IN_FLIGHT,     65536, 9223372036854775807",
        "IDLE_TIMEOUT,                1, 315360000000",
        "HEAD_TIMEOUT,                1, 315360000000",
        "STALL_TIMEOUT,               1, 315360000000",
        "MIN_RATE,                    0, 2147483647",
        "HANDLER_TIMEOUT,             0, 315360000000",
        "LINGER_TIMEOUT,              1, 315360000000",
        "DRAIN_DELAY,                 0, 315360000000",
        "CACHE_BYTES,                 0, 9223372036854775807",
        "MAX_AGE,                     0, 315360000000",
        "GRACE,                       0, 315360000000",
    })
    void theBoundsAreAllowedAndNothingBeyondThem(Setting setting, long least, long most) {
        assertThat(setting.check(least)).isEqualTo(least);
        assertThat(setting.check(most)).isEqualTo(most);
        assertThat(setting.defaultValue()).isBetween(least, most);
        assertThatThrownBy(() -> setting.check(least - 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(setting.builderMethod() + " must be ");
        // Long.MIN_VALUE in place of Long.MAX_VALUE + 1.
        assertThatThrownBy(() -> setting.check(most + 1)).isInstanceOf(InvalidSettingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT           |      65536 | port must be between 0 and 65535, but was 65536",
                "BACKLOG        |          0 | backlog must be between 1 and 2147483647, but was 0",
                "MAX_HEAD_BYTES |          0 | maxHeadBytes must be between 1 byte and 536870911 bytes, but was 0 bytes",
                "IDLE_TIMEOUT   |          0 | idleTimeout must be between 1 ms and 3650 days, but was 0 s",
                "IDLE_TIMEOUT   |      -1500 | idleTimeout must be between 1 ms and 3650 days, but was -1500 ms",
                "MAX_STREAMED_BODY_BYTES | -1 | maxStreamedBodyBytes must be at least 0 bytes, but was -1 bytes",
                "GRACE          |      -2000 | grace must be between 0 s and 3650 days, but was -2 s",
                "GRACE  | 315360001000 | grace must be between 0 s and 3650 days, but was 315360001 s",
            })
    void aMessageSaysTheBoundsInUnitsThatOneCanRead(Setting setting, long value, String message) {
        assertThatThrownBy(() -> setting.check(value)).hasMessage(message);
    }

    @Test
    void aMessageCanNameTheSettingsOtherwise() {
        assertThatThrownBy(
                        () -> builder.maxHeadBytes(10).maxRequestLineBytes(20).start())
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        e -> assertThat(e.message(setting -> "<" + setting + ">"))
                                .isEqualTo("<MAX_REQUEST_LINE_BYTES> (20) must not exceed <MAX_HEAD_BYTES> (10)"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CACHE_BYTES", "MAX_AGE", "GRACE"},
            mode = Mode.EXCLUDE)
    void eachMethodOfTheBuilderSetsItsSettingAndNoOther(Setting setting) throws ReflectiveOperationException {
        long value = setting.defaultValue() > 1 ? setting.defaultValue() - 1 : setting.defaultValue() + 1;

        call(builder, setting, value);

        ServerBuilder same = LkgServer.builder().handler(HANDLER).set(setting, value);
        assertThat(builder.config())
                .isEqualTo(same.config())
                .isNotEqualTo(LkgServer.builder().handler(HANDLER).config());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CACHE_BYTES", "MAX_AGE", "GRACE"},
            mode = Mode.EXCLUDE)
    void eachMethodOfTheBuilderRefusesWhatItsSettingRefuses(Setting setting) {
        assertThatThrownBy(() -> call(builder, setting, -1))
                .cause()
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(setting.builderMethod() + " must be ");
    }

    @Test
    void theBuilderDoesNotIgnoreTheSettingsOfOthers() {
        assertThatThrownBy(() -> builder.set(Setting.GRACE, 1)).hasMessageContaining("LkgServer.shutdown");
        assertThatThrownBy(() -> builder.set(Setting.MAX_AGE, 1)).hasMessageContaining("StaticFiles.builder");
        assertThatThrownBy(() -> builder.set(Setting.CACHE_BYTES, 1)).hasMessageContaining("StaticFiles.builder");
    }

    @Test
    void eachNumberOfTheBuilderIsASetting() {
        Set<Setting> settings = EnumSet.noneOf(Setting.class);
        for (Method method : ServerBuilder.class.getDeclaredMethods()) {
            boolean takesNumber = Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class})
                    || Arrays.equals(method.getParameterTypes(), new Class<?>[] {long.class})
                    || Arrays.equals(method.getParameterTypes(), new Class<?>[] {Duration.class});
            if (takesNumber && method.getReturnType() == ServerBuilder.class) {
                settings.add(settingOf(method.getName()));
            }
        }

        assertThat(settings).isEqualTo(EnumSet.range(Setting.PORT, Setting.DRAIN_DELAY));
    }

    private static Setting settingOf(String method) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.builderMethod().equals(method))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " sets no setting"));
    }

    /** Calls the method that has the name of the setting, whatever it takes the value as. */
    private static void call(ServerBuilder builder, Setting setting, long value)
            throws InvocationTargetException, IllegalAccessException {
        Method method = Arrays.stream(ServerBuilder.class.getMethods())
                .filter(candidate -> candidate.getName().equals(setting.builderMethod()))
                .findFirst()
                .orElseThrow();
        Class<?> type = method.getParameterTypes()[0];
        if (type == Duration.class) {
            method.invoke(builder, Duration.ofMillis(value));
        } else if (type == int.class) {
            method.invoke(builder, (int) value);
        } else {
            method.invoke(builder, value);
        }
    }
}
