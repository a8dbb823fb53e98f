using Sluice.Engine.Scheduling;
using Sluice.Engine.Tasks;
using Sluice.Engine.Throttling;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;

namespace Sluice.Engine.Executions;

/// <summary>The interpreter, with what it needs for one execution after the other.</summary>
internal sealed class ExecutionInterpreter(
    Clock clock,
    IEntropy entropy,
    DrawSeeds draws,
    TaskTokens tokens,
    StepPacing pacing,
    EngineOptions options,
    IOnlooker? onlooker)
{
    /// <summary>Events after which one execution lets the others of its shard go on.</summary>
    private const int EventsPerAdvance = 100;

    /// <inheritdoc cref="FlowInterpreter.Advance"/>
    public Transition Advance(Resident resident, Stimulus stimulus) =>
        Advance(resident, stimulus, ContextFor(resident, stimulus, clock.Now));

    /// <summary>The first advance of an execution, at the time that its row says.</summary>
    public Transition Begin(Resident resident, Stimulus stimulus) =>
        Advance(resident, stimulus, ContextFor(resident, stimulus, resident.Facts.StartedTime));

    /// <inheritdoc cref="FlowInterpreter.Resume"/>
    public IReadOnlyList<Effect> Resume(Resident resident) =>
        FlowInterpreter.Resume(
            resident.Revision.Flow, resident.State, ContextFor(resident, new Stimulus.Continue(), clock.Now));

    private Transition Advance(Resident resident, Stimulus stimulus, AdvanceContext context)
    {
        var transition = FlowInterpreter.Advance(resident.Revision.Flow, resident.State, stimulus, context);
        pacing.Pay(resident, transition);
        resident.NoteWork(transition);
        return transition;
    }

    private AdvanceContext ContextFor(Resident resident, Stimulus stimulus, DateTimeOffset now) => new()
    {
        Execution = resident.Facts,
        Now = now,
        Entropy = new SeededEntropy(entropy.NextSeed()),
        Draws = draws.Of(resident.Id),
        Limits = options.Limits,
        Masked = options.Masked,
        Onlooker = onlooker,
        CallTime = options.CallTime,
        MaxEvents = EventsPerAdvance,
        MaxWork = resident.Revision.Guess.MostFor(stimulus, options.SliceWork),
        MaxSteps = pacing.StepsFor(resident),
        MintToken = (frame, attempt, nonce) => tokens.Mint(new AttemptId(resident.Id, frame, attempt), nonce),
    };
}
