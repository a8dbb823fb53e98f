using Sluice.Engine.Api;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateFlow: what is sent replaces, what is sent empty clears, what is not sent stays.</summary>
/// <remarks>Source: API reference, sections 6.2 and 12 (Q13).</remarks>
internal static class UpdateFlow
{
    public static Operation Of(FlowService flows) =>
        new Operation<FlowUpdate>(nameof(UpdateFlow), mutates: true)
        {
            TakesPayload = true,
            Naming = ["Name", "RoleArn"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Name),
            Demands = request => Demand.PassRole(request.RoleArn),
            Run = async (request, caller, answer, cancellationToken) => FlowJson.WriteUpdated(answer, await flows.UpdateAsync(
                caller.Account, request with { Definer = Definer.Of(caller).ToStored() }, cancellationToken)),
        };

    public static FlowUpdate Read(Parameters parameters) => new(FlowName.Lookup(parameters.Required("Name")))
    {
        Definition = Definition(parameters),
        Type = FlowParameters.Type(parameters),
        Description = parameters.Find("Description"),
        RoleArn = FlowParameters.RoleArn(parameters),
        Environment = FlowParameters.Environment(parameters),
        ExternalStorageLocation = parameters.Find("ExternalStorageLocation"),
    };

    private static string? Definition(Parameters parameters) => parameters.Find("Definition") switch
    {
        "" => throw ApiException.InvalidArgument(
            "Definition",
            "it is empty, and a flow cannot be without one; leave the parameter out to keep the old one"),
        var definition => definition,
    };
}
