package lkg.server.docs;

import java.io.IOException;
import java.util.List;

/** All checks of a page. */
record Checks(
        Sources sources,
        QuoteCheck quotes,
        LinkCheck links,
        NameCheck names,
        CommandCheck commands,
        ExerciseCheck exercises,
        LimitsCheck limits,
        PictureCheck pictures) {

    Checks() throws IOException {
        this(new Sources());
    }

    private Checks(Sources sources) throws IOException {
        this(sources, new NameCheck(sources), new CommandCheck(sources, Java.help()));
    }

    private Checks(Sources sources, NameCheck names, CommandCheck commands) throws IOException {
        this(
                sources,
                new QuoteCheck(),
                new LinkCheck(),
                names,
                commands,
                new ExerciseCheck(),
                new LimitsCheck(commands.options()),
                new PictureCheck(names));
    }

    List<PageCheck> all() {
        return List.of(quotes, links, names, commands, exercises, limits, pictures);
    }
}
