using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateFlow: what is sent replaces, what is sent empty clears, what is not sent stays.</summary>
/// <remarks>Source: API reference, sections 6.2 and 12 (Q13).</remarks>
internal static class UpdateFlow
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        FlowService flows,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var flow = await flows.UpdateAsync(account, Read(parameters), cancellationToken);

        FlowJson.WriteUpdated(answer, flow);
    }

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
