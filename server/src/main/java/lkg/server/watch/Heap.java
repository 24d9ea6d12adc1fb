package lkg.server.watch;

import java.util.Arrays;
import java.util.Optional;

/** The top of a heap of timers: for each of its nodes the connection, the key and the deadline. */
record Heap(long... numbers) {

    static final int MAX_NODES = 15;
    static final int NUMBERS = 3;

    /** Empty if the connection is not among those that are shown. */
    Optional<Long> keyOf(long connection) {
        for (int i = 0; i < numbers.length; i += NUMBERS) {
            if (numbers[i] == connection) {
                return Optional.of(numbers[i + 1]);
            }
        }
        return Optional.empty();
    }

    void writeTo(StringBuilder text) {
        text.append('[');
        for (int i = 0; i < numbers.length; i += NUMBERS) {
            text.append(i == 0 ? "[" : ",[").append(numbers[i]);
            text.append(',')
                    .append(numbers[i + 1])
                    .append(',')
                    .append(numbers[i + 2])
                    .append(']');
        }
        text.append(']');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Heap that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }
}
