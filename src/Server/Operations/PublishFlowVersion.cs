using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>PublishFlowVersion: the working copy, as it stands, under the next number.</summary>
/// <remarks>Without a description the version takes the flow's. Source: API reference, section 6.6.</remarks>
internal static class PublishFlowVersion
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        VersionService versions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (flow, description) = Read(parameters);

        var version = await versions.PublishAsync(account, flow, description, cancellationToken);

        answer.WriteString("FlowName"u8, flow.Value);
        VersionJson.Write(answer, version);
    }

    public static (FlowName Flow, string? Description) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("FlowName")), parameters.Find("Description"));
}
