package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.OneDnnException;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's plans, one for each size of a batch that was seen lately. They share one block of memory: nothing in it
 * outlasts a run.
 */
final class OneDnnPlans implements AutoCloseable {

    private static final int KEPT = 3; // a full batch, the smaller one at an epoch's end, and one more

    private final ComputationGraph graph;
    private final Precision precision;
    private final Map<List<Long>, TrainingPlan> training = new LinkedHashMap<>();
    private final Map<List<Long>, InferencePlan> inference = new LinkedHashMap<>();
    private final Set<InferencePlan> ready = new HashSet<>();
    private @Nullable Block block;

    OneDnnPlans(ComputationGraph graph, Precision precision) {
        this.graph = graph;
        this.precision = precision;
    }

    /** Writes the framework's gradients: sums over the batch. */
    void gradients(INDArray images, INDArray labels) {
        TrainingPlan plan = plan(training, images, shape -> new TrainingPlan(graph, precision, shape));
        plan.run(rows(images), labels);
    }

    /** Logits (n, classes), in inference mode. */
    INDArray logits(INDArray images) {
        InferencePlan plan = plan(inference, images, shape -> new InferencePlan(graph, precision, shape));
        if (!ready.contains(plan)) {
            Program preparation = plan.preparation();
            makeRoom(preparation);
            preparation.run();
            ready.add(plan);
        }
        return plan.run(rows(images));
    }

    /** To be called after every change of parameters. */
    void parametersChanged() {
        ready.clear();
    }

    private <P extends Plan> P plan(Map<List<Long>, P> plans, INDArray images, Function<long[], P> planner) {
        List<Long> shape = Arrays.stream(images.shape()).boxed().toList();
        P known = plans.remove(shape);
        if (known != null) {
            plans.put(shape, known); // now the newest
            return known;
        }
        dropOldest(plans);
        P plan = planned(planner, images.shape());
        plans.put(shape, plan);
        makeRoom(plan.program());
        return plan;
    }

    private <P extends Plan> P planned(Function<long[], P> planner, long[] shape) {
        try {
            return planner.apply(shape);
        } catch (OneDnnException e) {
            throw UserException.failed(
                    e,
                    "oneDNN does not compute this network in %s on this processor (%s); use --precision float32, or"
                            + " --convolution native",
                    precision.label(),
                    e.getMessage());
        }
    }

    private void dropOldest(Map<List<Long>, ? extends Plan> plans) {
        if (plans.size() == KEPT) {
            Plan oldest = Objects.requireNonNull(
                    plans.remove(plans.keySet().iterator().next()));
            ready.remove(oldest);
            oldest.close();
        }
    }

    /** Binds a program to the block, which grows if it must; where it can't, no plan is left, as none has a place. */
    private void makeRoom(Program program) {
        long bytes = program.plan();
        Block present = block;
        if (present == null || present.bytes() < bytes) {
            present = larger(bytes);
            block = present;
            for (Plan plan : all()) {
                plan.program().bind(present.address());
            }
        }
        program.bind(present.address());
    }

    /** The old block goes first: there may not be room for both. */
    private Block larger(long bytes) {
        if (block != null) {
            block.close();
        }
        try {
            return new Block(bytes);
        } catch (OutOfMemoryError e) {
            close();
            throw e;
        }
    }

    private List<Plan> all() {
        List<Plan> all = new ArrayList<>(training.values());
        all.addAll(inference.values());
        return all;
    }

    /** Gives all memory back; plans are made anew when they are needed again. */
    @Override
    public void close() {
        all().forEach(Plan::close);
        training.clear();
        inference.clear();
        ready.clear();
        if (block != null) {
            block.close();
            block = null;
        }
    }

    private static INDArray rows(INDArray images) {
        boolean inOrder = Arrays.equals(images.stride(), Nd4j.getStrides(images.shape(), 'c'));
        return inOrder ? images : images.dup('c');
    }
}
