using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.OwnApi;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>The parameters that several resources share.</summary>
internal static class OwnParameters
{
    public static Field Definition { get; } = new("definition", Shape.Text, "The text of a definition, in either language.");

    public static Field Mode { get; } =
        new Field("mode", Shape.OneOf<ExecutionMode>(), "Of the executions; Standard when it is left out.").OrNone;

    public static Field Status { get; } = new Field("status", Shape.OneOf<ExecutionStatus>(), "Where they stand.").OrNone;

    /// <summary>A flow to look up; a name that nothing can have is simply not found.</summary>
    public static FlowName Flow(Parameters parameters) => FlowName.Lookup(parameters.Required("flow"));

    /// <summary>An execution to look up.</summary>
    public static ExecutionKey Execution(Parameters parameters) =>
        new(Flow(parameters), ExecutionName.Lookup(parameters.Required("name")));

    /// <returns>Null when it is left out.</returns>
    public static ExecutionMode? FindMode(Parameters parameters) => parameters.Optional("mode") switch
    {
        null => null,
        nameof(ExecutionMode.Standard) => ExecutionMode.Standard,
        nameof(ExecutionMode.Express) => ExecutionMode.Express,
        var other => throw ApiException.InvalidArgument(
            "mode", $"'{Excerpt.Of(other)}' is not 'Standard' or 'Express'"),
    };

    /// <returns>Null when it is left out.</returns>
    public static ExecutionStatus? FindStatus(Parameters parameters)
    {
        if (parameters.Optional("status") is not { } text)
        {
            return null;
        }

        var names = Enum.GetNames<ExecutionStatus>();
        return names.Contains(text)
            ? Enum.Parse<ExecutionStatus>(text)
            : throw ApiException.InvalidArgument(
                "status", $"'{Excerpt.Of(text)}' is not one of {string.Join(", ", names)}");
    }
}
