using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>The rules that operations on schedules share.</summary>
internal static class ScheduleParameters
{
    /// <summary>Both names, as they are.</summary>
    public static (FlowName Flow, string Name) Names(Parameters parameters)
    {
        var flow = parameters.Required("FlowName");
        return (FlowName.Lookup(flow), parameters.Required("ScheduleName"));
    }

    /// <summary>A schedule to look up; a name that nothing can have is simply not found.</summary>
    public static (FlowName Flow, ScheduleName Name) Key(Parameters parameters)
    {
        var (flow, name) = Names(parameters);
        return (flow, ScheduleName.Lookup(name));
    }

    /// <summary>Null when it is absent or empty.</summary>
    public static bool? Enable(Parameters parameters) =>
        parameters.Optional("Enable") is null ? null : parameters.Boolean("Enable", absent: true);
}
