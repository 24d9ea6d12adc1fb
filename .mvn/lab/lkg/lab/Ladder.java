package lkg.lab;

import java.util.List;

/** Our code as it is after a step: the members that only later steps ask for throw. */
record Ladder(LabPage lab, Step step) {

    String of(SourceFile file) {
        // A constructor has to set the final fields, whenever it is asked for.
        List<SourceFile.Part> later = file.parts().stream()
                .filter(part -> part.body().isPresent() && !part.isConstructor() && !lab.isUsed(part.name()))
                .filter(part -> lab.stepFor(part.name())
                        .filter(s -> s.number() > step.number())
                        .isPresent())
                .toList();
        StringBuilder text = new StringBuilder(file.text());
        for (int i = later.size() - 1; i >= 0; i--) {
            SourceFile.Part part = later.get(i);
            var body = part.body().get();
            String stub = "throw new UnsupportedOperationException(\"" + part.name() + " is of a later step\");";
            text.replace(file.start(body), file.end(body), "{ " + stub + " }");
        }
        return text.toString();
    }
}
