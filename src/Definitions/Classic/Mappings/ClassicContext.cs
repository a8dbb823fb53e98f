using System.Globalization;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Mappings;

/// <summary><c>$context</c>.</summary>
/// <remarks>
/// <c>step</c> is there only in a step, <c>task</c> only where somebody can report on it. Source: classic language,
/// section 2.4.
/// </remarks>
internal static class ClassicContext
{
    public static JsonObject Of(Variables variables)
    {
        var execution = variables.Execution;
        var members = new List<(string, JsonValue)>
        {
            ("flow", JsonObject.Of(
                ("name", JsonValue.Of(execution.FlowName)), ("roleArn", JsonValue.Of(execution.RoleArn)))),
            ("execution", JsonObject.Of(
                ("name", JsonValue.Of(execution.Name)),
                ("startedTime", JsonValue.Of(TimeText(execution.StartedTime))))),
        };
        if (variables.StepEventId != 0)
        {
            members.Add(("step", JsonObject.Of(
                ("name", JsonValue.Of(variables.StepName)), ("eventId", JsonValue.Of(variables.StepEventId)))));
        }

        if (variables.TaskToken is { } token)
        {
            members.Add(("task", JsonObject.Of(("token", JsonValue.Of(token)))));
        }

        return JsonObject.Of([.. members]);
    }

    /// <summary>As the API writes times.</summary>
    private static string TimeText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
