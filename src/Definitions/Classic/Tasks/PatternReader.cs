using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>Reads a task's pattern: when the task is done.</summary>
/// <remarks>Source: classic language, section 5.</remarks>
internal static class PatternReader
{
    private const string RequestResponse = "requestResponse";
    private const string Sync = "sync";
    private const string WaitForCallback = "waitForCallback";

    private static readonly string[] Patterns = [RequestResponse, Sync, WaitForCallback];

    /// <param name="isAsync">The target is a function that is called asynchronously.</param>
    /// <returns>The pattern and what it means; null when it is refused.</returns>
    public static (string Pattern, TaskMode Mode)? Read(Fields fields, TaskTarget target, bool isAsync)
    {
        if (fields.Find("pattern") is not { } entry)
        {
            return (RequestResponse, TaskMode.RequestComplete);
        }

        if (fields.Text("pattern") is not { } pattern)
        {
            return null;
        }

        if (!Patterns.Contains(pattern))
        {
            fields.Error(
                DiagnosticCodes.UnknownPattern,
                entry.Value.Position,
                $"there is no pattern {Diagnostics.Quote(pattern)}",
                Suggestion.For(pattern, Patterns) ?? $"There are {string.Join(", ", Patterns)}.");
            return null;
        }

        var mode = Mode(pattern, target, isAsync);
        IReadOnlyList<TaskMode> modes = ActionTable.FindModes(target.Action) ?? [TaskMode.RequestComplete];
        if (modes.Contains(mode))
        {
            return (pattern, mode);
        }

        fields.Error(
            DiagnosticCodes.PatternNotOfTarget,
            entry.Value.Position,
            $"pattern {pattern} is not available for {target.Title}",
            $"It has {string.Join(" and ", Patterns.Where(other => modes.Contains(Mode(other, target, isAsync))))}.");
        return null;
    }

    private static TaskMode Mode(string pattern, TaskTarget target, bool isAsync) => pattern switch
    {
        WaitForCallback => TaskMode.WaitForCustomCallback,

        // A synchronous call of a function has its result when it has answered.
        Sync when target.Action == Actions.InvokeFunction && !isAsync => TaskMode.RequestComplete,
        Sync => TaskMode.WaitForSystemCallback,
        _ => TaskMode.RequestComplete,
    };
}
