package lkg.lab;

import java.nio.file.Path;
import java.util.List;

public final class Main {
    public static int run(Path root, List<String> arguments) {
        System.out.println(root + " " + arguments);
        return 0;
    }
}
