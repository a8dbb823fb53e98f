using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeFlow: a flow's working copy, or a published version of it.</summary>
/// <remarks>Source: API reference, section 6.4.</remarks>
internal static class DescribeFlow
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        FlowService flows,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (name, version) = Read(parameters);

        var flow = await flows.GetAsync(account, name, version, cancellationToken);

        FlowJson.Write(answer, flow);
    }

    public static (FlowName Name, string? Version) Read(Parameters parameters) =>
        (FlowName.Lookup(parameters.Required("Name")), parameters.Optional("FlowVersion"));
}
