using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateFlow: a new flow; an existing one of the name is left alone.</summary>
/// <remarks>Source: API reference, sections 6.1 and 12 (Q1, Q22).</remarks>
internal static class CreateFlow
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        FlowService flows,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var flow = await flows.CreateAsync(account, Read(parameters), cancellationToken);

        FlowJson.Write(answer, flow);
    }

    public static NewFlow Read(Parameters parameters)
    {
        var (name, definition) = (parameters.Required("Name"), parameters.Required("Definition"));
        return new(FlowName.Parse("Name", name), definition)
        {
            Type = FlowParameters.Type(parameters) ?? "FDL",
            Description = parameters.Find("Description") ?? "",
            RoleArn = FlowParameters.RoleArn(parameters) ?? "",
            Mode = Mode(parameters),
            Environment = FlowParameters.Environment(parameters) is { Length: > 0 } given ? given : null,
            ExternalStorageLocation = parameters.Optional("ExternalStorageLocation"),
            ResourceGroupId = parameters.Optional("ResourceGroupId"),
        };
    }

    private static ExecutionMode Mode(Parameters parameters) => parameters.Optional("ExecutionMode") switch
    {
        null or nameof(ExecutionMode.Standard) => ExecutionMode.Standard,
        nameof(ExecutionMode.Express) => ExecutionMode.Express,
        var other => throw ApiException.InvalidArgument(
            "ExecutionMode", $"'{Shown.Short(other)}' is not 'Standard' or 'Express'"),
    };
}
