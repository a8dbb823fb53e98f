using Sluice.Engine.Turns;
using Sluice.Interpreter;

namespace Sluice.Engine.Executions;

/// <summary>Carries out what executions decide.</summary>
internal interface IEffects
{
    /// <summary>What a transition of this turn has decided: done with it, or once it is stored.</summary>
    void CarryOut(Resident resident, IReadOnlyList<Effect> effects);

    /// <summary>What an execution that was read back still owes; the state that owes it is stored already.</summary>
    void TakeUp(Resident resident, IReadOnlyList<Effect> owed);

    /// <summary>A child of a map run has gone on.</summary>
    void OnChildAdvanced(string run, Transition transition);

    /// <summary>An execution has come to its end with this turn.</summary>
    void OnEnded(Resident resident, ExecutionEnd end);
}
