package lkg.server.watch.visit;

import java.util.List;

/**
 * One client that a learner can be: what it does, a question to answer before it does it, and what happens and why. Its
 * {@link Visitor} does it.
 *
 * @param does what the client does
 * @param choices three answers to the question
 * @param right the index of the right one
 * @param why explains what happens
 */
public record Visit(
        String id, String title, String does, String question, List<String> choices, int right, String why) {}
