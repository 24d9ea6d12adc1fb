package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a learner asks for on the way: a hint, where I stand, our code for a step that is done. */
record Guide(LabFolder folder, LabPage lab) {

    void hint(List<String> arguments) {
        if (arguments.isEmpty() && folder.done(lab.name()) == lab.steps().size()) {
            System.out.println("All steps of " + lab.name() + " are done.");
            return;
        }
        Step step = arguments.isEmpty() ? next() : lab.step(number(arguments.get(0)));
        System.out.println("Step " + step.number() + ", " + step.title() + ": " + Check.plain(step.request()) + "\n");
        System.out.println(step.hint().isEmpty() ? "This step has no hint." : step.hint());
    }

    void progress() {
        System.out.println(lab.name() + ", as of the last check");
        int done = folder.done(lab.name());
        for (Step step : lab.steps()) {
            String state = step.number() <= done ? "done" : step.number() == done + 1 ? "NEXT" : "";
            System.out.println(String.format("  step %d  %-44s %s", step.number(), step.title(), state)
                    .stripTrailing());
        }
    }

    /** Shows our code for a step: whole files where the step is about whole classes. {@code write} puts those in place. */
    void reveal(List<String> arguments, boolean anyway, boolean write) throws IOException {
        if (arguments.isEmpty()) {
            throw new LabException("reveal which step? For example: reveal 1");
        }
        Step step = lab.step(number(arguments.get(0)));
        if (step.number() > folder.done(lab.name()) && !anyway) {
            throw new LabException("step " + step.number() + " is not green yet, as far as the last check tells; "
                    + "\"reveal " + step.number() + " --anyway\" shows our code all the same");
        }
        Map<String, List<String>> ours = textsOf(folder.origin(), lab);
        for (String member : step.reveal()) {
            Path file = lab.packageFolder().resolve(member + ".java");
            if (Files.exists(folder.origin().resolve(file))) {
                reveal(file, write);
            } else {
                System.out.println(
                        "// " + member + "\n" + String.join("\n\n", ours.getOrDefault(member, List.of())) + "\n");
            }
        }
    }

    private void reveal(Path file, boolean write) throws IOException {
        String text = Files.readString(folder.origin().resolve(file));
        if (write) {
            Files.writeString(folder.root().resolve(file), text);
            System.out.println("// " + file + " is ours now\n");
        } else {
            System.out.println("// " + file + "\n" + text);
        }
    }

    /** All classes and members of our solution by their names, which overloads share. */
    static Map<String, List<String>> textsOf(Path project, LabPage lab) throws IOException {
        Map<String, List<String>> texts = new TreeMap<>();
        for (SourceFile file : SourceFile.parse(Project.javaFiles(project.resolve(lab.packageFolder())))) {
            for (SourceFile.Part part : file.parts()) {
                String text = file.text().substring(part.start(), file.end(part.tree()));
                texts.computeIfAbsent(part.name(), name -> new ArrayList<>()).add(text);
            }
        }
        return texts;
    }

    private Step next() {
        return lab.step(Math.min(folder.done(lab.name()) + 1, lab.steps().size()));
    }

    private static int number(String argument) {
        try {
            return Integer.parseInt(argument);
        } catch (NumberFormatException e) {
            throw new LabException("\"" + argument + "\" is not the number of a step");
        }
    }
}
