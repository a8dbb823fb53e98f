using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Admission;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>What whoever calls may do with a flow, so that a page can say so before it is tried.</summary>
/// <remarks>It grants nothing: each call is decided on by itself, with all that it is about.</remarks>
internal static class PermissionResource
{
    /// <param name="all">What is asked about.</param>
    /// <param name="gatekeeper">Null when nobody is asked for permission.</param>
    public static Resource Of(IReadOnlyList<Resource> all, Gatekeeper? gatekeeper) => new(
        "GET",
        "/permissions",
        new Operation<FlowName>("ListPermissions", mutates: false)
        {
            Naming = ["flow"],
            Reading = (parameters, _) => OwnParameters.Flow(parameters),
            Subject = _ => new Subject.DecidedInside(),
            Run = (flow, caller, answer, _) =>
            {
                Write(answer, all.Where(resource => resource.TakesPermission && May(resource, flow, caller, gatekeeper)));
                return Task.CompletedTask;
            },
        })
    {
        TakesPermission = false,
        Summary = "What the caller may do with a flow of this name and with its executions.",
        Query = [new Field("flow", Shape.Text, "The flow that is meant; there need not be one yet.")],
        Answer = Shapes.Permissions,
    };

    private static bool May(Resource resource, FlowName flow, Caller caller, Gatekeeper? gatekeeper) =>
        gatekeeper is null
        || gatekeeper.May(
            caller,
            $"sluice:{resource.Operation.Name}",
            Starts(resource) ? Subject.Start(flow, execution: null) : Subject.Flow(flow));

    private static bool Starts(Resource resource) => resource.Operation.Name is "StartExecution" or "RerunExecution";

    private static void Write(Utf8JsonWriter json, IEnumerable<Resource> allowed)
    {
        json.WriteStartArray("allowed"u8);
        foreach (var name in allowed.Select(resource => resource.Operation.Name).Order(StringComparer.Ordinal))
        {
            json.WriteStringValue($"sluice:{name}");
        }

        json.WriteEndArray();
    }
}
