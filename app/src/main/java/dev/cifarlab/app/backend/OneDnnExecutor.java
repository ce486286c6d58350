package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.OneDnnException;
import dev.cifarlab.app.onednn.Pages;
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
import java.util.function.LongFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All layers in oneDNN, by a plan for each size of a batch that was seen lately. The plans share one block of memory,
 * which the next run of any of them writes over: what outlasts a run is copied out of it.
 */
final class OneDnnExecutor implements Executor {

    private static final int KEPT = 3; // a full batch, the smaller one at an epoch's end, and one more

    private final Net net;
    private final ComputationGraph graph;
    private final Precision precision;
    private final double smoothing;
    private final Set<String> frozen;
    private final WeightCopies copies = new WeightCopies();
    private final @Nullable OptimizerPass optimizer;
    private final @Nullable Clipping clipping;
    private final boolean inPieces;
    private final Map<Long, TrainingPlan> training = new LinkedHashMap<>();
    private final Map<Long, TrainingPlan> stepping = new LinkedHashMap<>();
    private final Map<Long, InferencePlan> inference = new LinkedHashMap<>();
    private final Set<InferencePlan> ready = new HashSet<>();
    private @Nullable Block block;
    private @Nullable GradientCheck check;

    OneDnnExecutor(Net net, ComputationGraph graph, NetworkSpec spec, UpdateRule rule) {
        this.net = net;
        this.graph = graph;
        this.precision = spec.precision();
        this.smoothing = spec.labelSmoothing();
        this.frozen = net.frozen(rule.frozenStages());
        this.clipping = Clipping.of(rule);
        this.optimizer = OptimizerPass.suits(graph) ? new OptimizerPass(graph, copies) : null;
        this.inPieces = optimizer != null && clipping == null && frozen.isEmpty() && DenseGradients.suits(net);
        if (inPieces) {
            FlatParameters.giveBackGradients(graph);
        }
    }

    @Override
    public BatchScore fit(INDArray images, Labels labels) {
        if (inPieces) {
            TrainingPlan plan = plan(stepping, images, n -> trainingPlan(true, n));
            BatchScore score = plan.run(rows(images), labels);
            if (plan.isBounded()) {
                update(labels.size(), plan.gradients());
                return score;
            }
        }
        BatchScore score = gradients(images, labels);
        update(labels.size());
        return score;
    }

    private TrainingPlan trainingPlan(boolean inPieces, long examples) {
        return new TrainingPlan(net, graph, precision, copies, smoothing, frozen, inPieces, examples);
    }

    private boolean gradientsArePassed() {
        if (check == null) {
            check = new GradientCheck(FlatParameters.gradientsOf(graph));
        }
        return check.isPassed();
    }

    @Override
    public void update(int examples) {
        update(examples, Map.of());
    }

    private void update(int examples, Map<Long, GradientPieces> computed) {
        if (clipping != null) {
            clipping.clip(graph, examples);
        }
        int iteration = graph.getIterationCount();
        if (optimizer == null) {
            copies.outdate();
            OptimizerPass.frameworkUpdate(graph, iteration, examples);
        } else {
            optimizer.update(iteration, examples, computed);
        }
        graph.getConfiguration().setIterationCount(iteration + 1);
        ready.clear();
    }

    @Override
    public BatchScore gradients(INDArray images, Labels labels) {
        TrainingPlan plan = plan(training, images, n -> trainingPlan(false, n));
        BatchScore score = plan.run(rows(images), labels);
        if (!plan.isBounded() && !(Finiteness.isFinite(images) && gradientsArePassed())) {
            Finiteness.require(graph, images);
        }
        return score;
    }

    @Override
    public INDArray logits(INDArray images) {
        InferencePlan plan = plan(inference, images, n -> new InferencePlan(net, graph, precision, n));
        if (!ready.contains(plan)) {
            plan.placeWeights();
            makeRoom(plan.preparation());
            plan.preparation().run();
            ready.add(plan);
        }
        return plan.logits(rows(images));
    }

    @Override
    public void parametersChanged() {
        ready.clear();
        copies.outdate();
    }

    private <P extends Plan> P plan(Map<Long, P> plans, INDArray images, LongFunction<P> planner) {
        long examples = images.size(0);
        P known = plans.remove(examples);
        if (known != null) {
            plans.put(examples, known); // now the newest
            return known;
        }
        if (plans.size() == KEPT) {
            P oldest = Objects.requireNonNull(
                    plans.remove(plans.keySet().iterator().next()));
            ready.remove(oldest);
            oldest.close();
        }
        P plan = planned(planner, examples);
        plans.put(examples, plan);
        makeRoom(plan.program());
        Pages.trim(); // of what it took to begin
        return plan;
    }

    private <P extends Plan> P planned(LongFunction<P> planner, long examples) {
        try {
            return planner.apply(examples);
        } catch (OneDnnException e) {
            throw UserException.failed(
                    e,
                    "oneDNN does not compute this network in %s on this processor (%s); use --precision float32, or"
                            + " --convolution native",
                    precision.label(),
                    e.getMessage());
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
        all.addAll(stepping.values());
        all.addAll(inference.values());
        return all;
    }

    /** Plans are made anew when they are needed again. */
    @Override
    public void close() {
        all().forEach(Plan::close);
        training.clear();
        stepping.clear();
        inference.clear();
        ready.clear();
        copies.close();
        if (block != null) {
            block.close();
            block = null;
        }
        if (check != null) {
            check.close();
            check = null;
        }
    }

    private static INDArray rows(INDArray images) {
        boolean inOrder = Arrays.equals(images.stride(), Nd4j.getStrides(images.shape(), 'c'));
        return inOrder ? images : images.dup('c');
    }
}
