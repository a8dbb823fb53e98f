using Sluice.Server.Operations;

namespace Sluice.Server.OwnApi;

/// <summary>An operation of the own API: where it is called, what it reads, and what it answers.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">Below the API's own, such as <c>/flows/{flow}</c>.</param>
/// <param name="Operation">What is decided and done, as in every other API. It reads all parameters by name, wherever they
/// stood; no name stands in two places.</param>
internal sealed record Resource(string Method, string Path, Operation Operation)
{
    /// <summary>One sentence, for whoever reads the description.</summary>
    public required string Summary { get; init; }

    public RouteTemplate Route { get; } = new(Path);

    public IReadOnlyList<Field> Query { get; init; } = [];

    /// <summary>Parameters of the query whose names only begin alike, each a text, and the object that they are described as;
    /// null for none.</summary>
    public (string Prefix, Field Field)? QueryFamily { get; init; }

    /// <summary>Members of the JSON object in the body; none for a request without one.</summary>
    public IReadOnlyList<Field> Body { get; init; } = [];

    /// <summary>The body is read whole by the operation, in whichever form; <see cref="Body"/> describes it in JSON. Null where it is
    /// parameters.</summary>
    public RawBody? Raw { get; init; }

    /// <summary>Headers that are read as parameters, each with the name that the operation knows it by.</summary>
    public IReadOnlyList<(string Header, string Name)> Headers { get; init; } = [];

    /// <summary>Cookies that are, likewise.</summary>
    public IReadOnlyList<(string Cookie, string Name)> Cookies { get; init; } = [];

    public required Shape.Members Answer { get; init; }

    /// <summary>False for what everybody has of his own, so that no policy is asked.</summary>
    public bool TakesPermission { get; init; } = true;

    /// <summary>Answered by server-sent events, whose data is <see cref="Answer"/>.</summary>
    public bool IsStream { get; init; }

    /// <summary>Answered by lines of JSON, each of them an <see cref="Answer"/>.</summary>
    public bool IsLines { get; init; }

    /// <summary>Answered by an archive, in place of <see cref="Answer"/>.</summary>
    public bool IsArchive { get; init; }
}
