package lkg.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lkg.lab.recording.Difference;
import lkg.lab.recording.Recording;
import lkg.lab.recording.WatchClient;

/** The command {@code record}: makes the recordings of {@code docs/recordings} anew, or compares them with new ones. */
record Recordings(Project project) {

    private static final int TRIES = 3;

    /** Makes those that are wanted, or all. */
    void make(List<String> wanted) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lkg-recordings");
        try {
            Build ours = build(folder);
            for (RecordingPlan plan : plans(wanted)) {
                Path file = plan.file(project.root().resolve(RecordingPlan.FOLDER));
                Files.writeString(file, text(plan, ours, folder));
                System.out.println(plan.name() + ": " + Files.size(file) / 1024 + " KB");
            }
        } finally {
            LabFiles.delete(folder);
        }
    }

    /** Makes them in another place, and says which tell another story than those in the docs. */
    boolean check(List<String> wanted) throws IOException, InterruptedException {
        List<RecordingPlan> plans = plans(wanted);
        List<String> complaints = new ArrayList<>();
        Path folder = Files.createTempDirectory("lkg-recordings");
        try {
            Build ours = build(folder);
            for (RecordingPlan plan : plans) {
                Path file = plan.file(project.root().resolve(RecordingPlan.FOLDER));
                if (!Files.exists(file)) {
                    complaints.add(plan.name() + ": there is no " + file.getFileName());
                    continue;
                }
                Optional<String> difference = difference(Files.readString(file), plan, ours, folder);
                difference.ifPresent(words -> complaints.add(plan.name() + ": " + words));
                System.out.println(plan.name() + (difference.isEmpty() ? ": the same" : ": DIFFERS"));
            }
        } finally {
            LabFiles.delete(folder);
        }
        complaints.forEach(System.out::println);
        System.out.println(plans.size() + " recordings, " + complaints.size() + " complaints");
        return complaints.isEmpty();
    }

    /**
     * Differs each time if the code has changed. Where two threads race, one of many runs may tell another story, so a
     * recording that differs is made again, twice at the most.
     */
    private Optional<String> difference(String expected, RecordingPlan plan, Build ours, Path folder)
            throws IOException, InterruptedException {
        Optional<String> difference = Optional.empty();
        for (int i = 0; i < TRIES && (i == 0 || difference.isPresent()); i++) {
            difference = Difference.first(expected, text(plan, ours, folder));
        }
        return difference;
    }

    private List<RecordingPlan> plans(List<String> wanted) throws IOException {
        List<RecordingPlan> plans = RecordingPlan.all(project.root()).stream()
                .filter(plan -> wanted.isEmpty() || wanted.contains(plan.name()))
                .toList();
        for (String name : wanted) {
            if (plans.stream().noneMatch(plan -> plan.name().equals(name))) {
                throw new LabException(
                        "there is no recording \"" + name + "\" in " + RecordingPlan.FOLDER + "/README.md");
            }
        }
        return plans;
    }

    private Build build(Path folder) throws IOException, InterruptedException {
        Build ours = new Build(project, "server", folder.resolve("ours"));
        ours.compileMain();
        return ours;
    }

    private String text(RecordingPlan plan, Build ours, Path folder) throws IOException, InterruptedException {
        if (plan.against().isEmpty()) {
            return recording(plan, ours.mainPath(List.of()), plan.title()).text();
        }
        WrongVersion wrong = WrongVersion.named(project.root(), plan.against().get());
        Path classes = new WrongBuild(project, ours, folder).compile(wrong);
        return Recording.text(List.of(
                recording(plan, ours.mainPath(List.of()), "The right server"),
                recording(
                        plan,
                        ours.mainPath(List.of(classes)),
                        "Wrong version " + wrong.name() + ": " + wrong.title())));
    }

    private Recording recording(RecordingPlan plan, List<Path> classPath, String title)
            throws IOException, InterruptedException {
        try (RunningServer server = RunningServer.startWatched(project.root(), classPath, plan.options())) {
            return new WatchClient(server.watchPort()).record(plan.visit()).forDocs(title, plan.visit());
        }
    }
}
