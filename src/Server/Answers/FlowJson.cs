using System.Text.Json;
using Sluice.Engine.Api;

namespace Sluice.Server.Answers;

/// <summary>The members of a flow.</summary>
/// <remarks>Source: API reference, section 5.1.</remarks>
internal static class FlowJson
{
    /// <summary>As CreateFlow, DescribeFlow and ListFlows show it.</summary>
    public static void Write(Utf8JsonWriter json, FlowView flow)
    {
        WriteCommon(json, flow);
        json.WriteString("ExecutionMode"u8, flow.Mode.ToString());
    }

    /// <summary>As UpdateFlow shows it: with the storage location, without the mode.</summary>
    public static void WriteUpdated(Utf8JsonWriter json, FlowView flow)
    {
        WriteCommon(json, flow);
        json.WriteString("ExternalStorageLocation"u8, flow.ExternalStorageLocation ?? "");
    }

    private static void WriteCommon(Utf8JsonWriter json, FlowView flow)
    {
        json.WriteString("Id"u8, flow.Id);
        json.WriteString("Name"u8, flow.Name);
        json.WriteString("Type"u8, flow.Type);
        json.WriteString("Description"u8, flow.Description);
        json.WriteString("Definition"u8, flow.Definition);
        json.WriteString("RoleArn"u8, flow.RoleArn);
        EnvironmentJson.WriteOfFlow(json, flow.Environment);
        if (flow.ResourceGroupId is { } group)
        {
            json.WriteString("ResourceGroupId"u8, group);
        }

        Times.Write(json, "CreatedTime"u8, flow.Created);
        Times.Write(json, "LastModifiedTime"u8, flow.Modified);
    }
}
