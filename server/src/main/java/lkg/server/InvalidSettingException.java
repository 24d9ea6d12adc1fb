package lkg.server;

import java.util.List;
import java.util.function.Function;

/** A setting has a value that it cannot have, or two settings contradict each other. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String template;
    private final transient List<Setting> settings;

    /**
     * Makes an exception.
     *
     * @param template the message, with {@code %s} for the name of each setting in turn
     */
    InvalidSettingException(String template, Setting... settings) {
        super(template.formatted((Object[]) names(List.of(settings), Setting::builderMethod)));
        this.template = template;
        this.settings = List.of(settings);
    }

    /** The message for a user who knows the settings by other names than those of the builder. */
    public String message(Function<Setting, String> names) {
        return template.formatted((Object[]) names(settings, names));
    }

    private static String[] names(List<Setting> settings, Function<Setting, String> names) {
        return settings.stream().map(names).toArray(String[]::new);
    }
}
