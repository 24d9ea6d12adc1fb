package lkg.server.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody meant who misspelt it. */
final class Spelling {

    /** A name may differ in one of this many characters. */
    private static final int CHARACTERS_PER_MISTAKE = 3;

    private Spelling() {}

    /** The one of {@code names} that is most like {@code word}, if one is like it at all. */
    static Optional<String> nearest(String word, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int fewest = word.length() / CHARACTERS_PER_MISTAKE;
        for (String name : names) {
            int mistakes = mistakes(word, name);
            if (mistakes < fewest || mistakes == fewest && nearest.isEmpty()) {
                nearest = Optional.of(name);
                fewest = mistakes;
            }
        }
        return nearest;
    }

    /** Characters that are missing, too many, wrong, or exchanged with their neighbour: optimal string alignment. */
    private static int mistakes(String word, String name) {
        int[][] distance = new int[word.length() + 1][name.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= name.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : fewest(distance, word, name, i, j);
            }
        }
        return distance[word.length()][name.length()];
    }

    private static int fewest(int[][] distance, String word, String name, int i, int j) {
        int wrong = word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(distance[i - 1][j - 1] + wrong, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean exchanged =
                i > 1 && j > 1 && word.charAt(i - 1) == name.charAt(j - 2) && word.charAt(i - 2) == name.charAt(j - 1);
        return exchanged ? Math.min(fewest, distance[i - 2][j - 2] + 1) : fewest;
    }
}
