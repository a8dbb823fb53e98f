using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter;

/// <summary>Looks on while executions advance, and changes nothing: for whoever counts what has run of a flow.</summary>
/// <remarks>
/// A history names the state that was gone to, and two ways may lead to one: only the interpreter knows which it took. What
/// is told may still be undone, when a turn fails before it is stored.
/// </remarks>
public interface IOnlooker
{
    /// <param name="state">Id of the state.</param>
    void Entered(Flow flow, int state);

    /// <summary>One of the edges of the flow's outline was taken.</summary>
    /// <param name="state">Id of the state.</param>
    /// <param name="ordinal">Among those of the kind.</param>
    void Took(Flow flow, int state, EdgeKind kind, int ordinal);

    /// <summary>An execution's global variables are these now.</summary>
    void Assigned(ExecutionFacts execution, JsonObject global);
}

/// <summary>How a state that is done is left.</summary>
internal static class Leaving
{
    /// <param name="option">Of a Choice: the place of the way taken; the count of its options for the default.</param>
    public static void Left(this IOnlooker onlooker, Flow flow, State step, int option)
    {
        switch (step)
        {
            case ChoiceState choice when option < choice.Options.Count:
                onlooker.Took(flow, step.Id, EdgeKind.Option, option);
                break;
            case ChoiceState:
                onlooker.Took(flow, step.Id, EdgeKind.Default, ordinal: 0);
                break;
            default:
                onlooker.Took(flow, step.Id, EdgeKind.Next, ordinal: 0);
                break;
        }
    }
}
