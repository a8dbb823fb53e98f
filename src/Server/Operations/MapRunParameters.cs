using Sluice.Engine.Api;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>The rules that operations on map runs share.</summary>
internal static class MapRunParameters
{
    /// <summary>A map run to look up; a name that nothing can have is simply not found.</summary>
    public static MapRunKey Key(Parameters parameters)
    {
        var execution = ExecutionParameters.Key(parameters);
        return new(execution, parameters.Required("MapRunName"));
    }
}
