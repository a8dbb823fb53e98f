using Sluice.Engine.Api;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateFlow: a new flow; an existing one of the name is left alone.</summary>
/// <remarks>Source: API reference, sections 6.1 and 12 (Q1, Q22).</remarks>
internal static class CreateFlow
{
    public static Operation Of(FlowService flows) => new Operation<NewFlow>(nameof(CreateFlow), mutates: true)
    {
        TakesPayload = true,
        Naming = ["Name", "RoleArn"],
        Reading = (parameters, _) => Read(parameters),
        Subject = request => Subject.Flow(request.Name),
        Demands = request => Demand.PassRole(request.RoleArn),
        Run = async (request, caller, answer, cancellationToken) => FlowJson.Write(answer, await flows.CreateAsync(
            caller.Account, request with { Definer = Definer.Of(caller).ToStored() }, cancellationToken)),
    };

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
            "ExecutionMode", $"'{Excerpt.Of(other)}' is not 'Standard' or 'Express'"),
    };
}
