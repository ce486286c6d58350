package dev.cifarlab.app.report;

import java.util.List;

/**
 * A part of a run's page; its components are the template's names.
 *
 * @param title its heading
 * @param folded whether it is opened by a click
 * @param blocks what it holds; where it holds nothing it is not shown
 */
public record RunPart(String title, boolean folded, List<Block> blocks) {}
