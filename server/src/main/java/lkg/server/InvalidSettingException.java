package lkg.server;

import java.util.Arrays;
import java.util.function.Function;

/** A setting has a value outside its bounds, or two settings contradict each other. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String template;
    private final Setting[] settings;

    /**
     * Makes an exception whose message names the settings as {@link ServerBuilder} does.
     *
     * @param template the message, with {@code %s} for the name of each setting in turn
     */
    InvalidSettingException(String template, Setting... settings) {
        super(message(template, settings, Setting::builderMethod));
        this.template = template;
        this.settings = settings.clone();
    }

    /** The message with other names, for users who do not know the builder. */
    public String message(Function<Setting, String> names) {
        return message(template, settings, names);
    }

    private static String message(String template, Setting[] settings, Function<Setting, String> names) {
        return template.formatted(Arrays.stream(settings).map(names).toArray());
    }
}
