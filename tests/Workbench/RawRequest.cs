namespace Sluice.Workbench;

/// <summary>Calls of the API as they go over the wire.</summary>
public static class RawRequest
{
    /// <summary>A call with everything in a form.</summary>
    public static string Of(string action, params (string Name, string Value)[] parameters)
    {
        var form = $"Action={action}&Version=2019-03-15" + string.Concat(
            parameters.Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return $"POST / HTTP/1.1\nHost: localhost\nContent-Length: {form.Length}\n\n{form}";
    }
}
