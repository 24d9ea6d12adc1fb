package lkg.server.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorLimitTest {

    @Test
    void moreConnectionsThanDescriptorsAreAWarningThatSaysWhatToDo() {
        assertThat(DescriptorLimit.warning(8192, limits("1024", "4096")))
                .contains("at most 8192 connections are allowed, but the process may have only 1024 descriptors open"
                        + " (ulimit -n): raise that limit to 8256, or lower the maximum of connections to 960");
    }

    /** 64 descriptors are left for what is no connection. */
    @ParameterizedTest
    @CsvSource({
        "960, 1024, false",
        "961, 1024, true",
        "1024, 1024, true",
        "2147483647, 2147483711, false",
        "2147483647, 2147483710, true",
        "1, 3, true",
        "2147483647, 999999999999999999, false",
    })
    void theSoftLimitCounts(int connections, String softLimit, boolean tooMany) {
        assertThat(DescriptorLimit.warning(connections, limits(softLimit, "999999"))
                        .isPresent())
                .isEqualTo(tooMany);
    }

    @Test
    void oneConnectionIsTheLeastThatIsProposed() {
        assertThat(DescriptorLimit.warning(100, limits("20", "20")))
                .get()
                .asString()
                .endsWith(" to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unlimited", "9999999999999999999", "-1"})
    void aLimitThatIsNoSmallNumberIsNone(String softLimit) {
        assertThat(DescriptorLimit.warning(Integer.MAX_VALUE, limits(softLimit, "4096")))
                .isEmpty();
    }

    @Test
    void aTextWithoutTheLimitIsNone() {
        assertThat(DescriptorLimit.warning(8192, "")).isEmpty();
        assertThat(DescriptorLimit.warning(8192, "Max processes             100                 100 "))
                .isEmpty();
    }

    /** Three lines of /proc/self/limits. */
    private static String limits(String soft, String hard) {
        return """
               Limit                     Soft Limit           Hard Limit           Units     \s
               Max processes             100                  100                  processes \s
               Max open files            %-20s %-20s files     \s
               """.formatted(soft, hard);
    }
}
