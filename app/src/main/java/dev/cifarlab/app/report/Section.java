package dev.cifarlab.app.report;

import java.util.List;

/**
 * The answer to one question of the assignment; its components are the template's names.
 *
 * @param number the question's number, for instance {@code 3.4}
 * @param title its subject
 * @param blocks what is said, in this order
 */
public record Section(String number, String title, List<Block> blocks) {

    public String id() {
        return "q" + number.replace('.', '-');
    }
}
