using Sluice.Definitions.Classic.Tasks;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about actions that nothing serves, and about the parameters of those that something does.</summary>
internal static class TaskLint
{
    private static readonly string[] Served =
        [.. ActionParameters.All.Where(known => known.IsServed).Select(known => known.Action)];

    /// <summary>A Task of a state machine.</summary>
    public static void CheckState(Fields fields, ActionAdvice advice)
    {
        if (Find(fields, "Action", advice) is { } action)
        {
            CheckParameters(fields, "Parameters", action);
        }
    }

    /// <summary>A task of a classic flow.</summary>
    public static void CheckStep(Fields fields, ActionAdvice advice)
    {
        if (Text(fields, "resourceArn") is { } arn && TaskTargets.FindResource(arn.Value) is { } target)
        {
            Known(fields, arn.Position, target.Action, advice);
        }
        else if (Text(fields, "action") is { Value: not "fnf:StartExecution" } && Find(fields, "action", advice) is { } action)
        {
            CheckParameters(fields, "serviceParams", action);
        }
    }

    private static ActionParameters? Find(Fields fields, string name, ActionAdvice advice) =>
        Text(fields, name) is { } text && ActionTable.IsAction(text.Value)
            ? Known(fields, text.Position, text.Value, advice)
            : null;

    /// <summary>What is known of an action; null for nothing, and then there is a warning.</summary>
    private static ActionParameters? Known(Fields fields, SourcePosition position, string action, ActionAdvice advice)
    {
        var known = ActionParameters.Find(action);
        if (advice(action) is { } missing)
        {
            fields.Warning(
                DiagnosticCodes.ActionNotServed,
                position,
                $"nothing here serves the action {Diagnostics.Quote(action)}, so that the task fails with "
                + "FnF.ActionNotSupported",
                known is null ? Suggestion.For(action, Served)
                        ?? (missing.Length > 0 ? missing : $"There are {string.Join(", ", Served)}.")
                    : missing.Length > 0 ? missing
                    : "What has an HTTP interface can be called with HTTP:Request.");
        }

        return known;
    }

    private static void CheckParameters(Fields task, string name, ActionParameters action)
    {
        var node = task.Find(name)?.Value;
        if (node is null or MappingNode)
        {
            var parameters = task.Nested(node as MappingNode ?? new MappingNode([], task.Node.Position), task.PathOf(name));
            WarnAboutMeaningless(parameters, action);
            WarnAboutMissing(parameters, action);
        }
    }

    private static void WarnAboutMeaningless(Fields parameters, ActionParameters action)
    {
        string[] known = [.. action.Required, .. action.Optional];
        foreach (var entry in parameters.Node.Entries.Where(entry => !known.Contains(Bare(entry.Key))))
        {
            parameters.Warning(
                DiagnosticCodes.MeaninglessParameter,
                entry.KeyPosition,
                $"{parameters.PathOf(entry.Key)} means nothing to {action.Action}",
                Suggestion.For(Bare(entry.Key), known) ?? $"It reads {string.Join(", ", known)}.");
        }
    }

    private static void WarnAboutMissing(Fields parameters, ActionParameters action)
    {
        // One that is misspelt has been named already.
        foreach (var name in action.Required.Where(name => !parameters.HasEither(name) && parameters.Misspelt(name) is null))
        {
            parameters.Warning(
                DiagnosticCodes.ParameterMissing,
                parameters.Node.Position,
                $"{parameters.PathOf(name)} is missing, and {action.Action} fails without it");
        }
    }

    private static string Bare(string key) => key.EndsWith(Fields.ExpressionSuffix, StringComparison.Ordinal)
        ? key[..^Fields.ExpressionSuffix.Length]
        : key;

    private static (string Value, SourcePosition Position)? Text(Fields fields, string name) =>
        fields.Find(name)?.Value is ScalarNode { Value: JsonString text } node ? (text.Value, node.Position) : null;
}
