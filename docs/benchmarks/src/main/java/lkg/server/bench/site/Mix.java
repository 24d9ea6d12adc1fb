package lkg.server.bench.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lkg.server.bench.site.GeneratedSite.SiteFile;

/** Which files the clients ask for, one after the other. The same in each run. */
enum Mix {
    /** Some files far more often than others: the one of rank n with a weight of 1/n (Zipf's law, exponent 1). */
    SKEWED {
        @Override
        List<SiteFile> draw(List<SiteFile> files) {
            List<SiteFile> ranked = shuffled(files, new Random(1));
            double[] weightUpTo = new double[ranked.size()];
            double sum = 0;
            for (int i = 0; i < weightUpTo.length; i++) {
                sum += 1.0 / (i + 1);
                weightUpTo[i] = sum;
            }
            Random random = new Random(2);
            List<SiteFile> drawn = new ArrayList<>(REQUESTS);
            while (drawn.size() < REQUESTS) {
                int found = Arrays.binarySearch(weightUpTo, random.nextDouble() * sum);
                drawn.add(ranked.get(found < 0 ? -found - 1 : found));
            }
            return drawn;
        }
    },
    /** Each file as often as any other, and each of them once before any comes again. */
    UNIFORM {
        @Override
        List<SiteFile> draw(List<SiteFile> files) {
            Random random = new Random(3);
            List<SiteFile> drawn = new ArrayList<>(REQUESTS);
            while (drawn.size() < REQUESTS) {
                drawn.addAll(shuffled(files, random));
            }
            return drawn;
        }
    };

    /** So many requests are drawn. Then they come again from the first. */
    private static final int REQUESTS = 200_000;

    abstract List<SiteFile> draw(List<SiteFile> files);

    /** As in the report. */
    String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private static List<SiteFile> shuffled(List<SiteFile> files, Random random) {
        List<SiteFile> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
