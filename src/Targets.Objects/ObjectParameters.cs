using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary>The parameters of one call, checked as they are asked for.</summary>
internal sealed class ObjectParameters
{
    private readonly JsonObject _parameters;

    /// <exception cref="BadParameterException">One is given that cannot be heeded.</exception>
    public ObjectParameters(TaskCall call)
    {
        _parameters = (JsonObject)call.Parameters.Value;

        // All buckets are here, whatever region a flow has in mind.
        _ = FindText("region");
        if (FindText("versionId") is not null)
        {
            throw new BadParameterException("versionId", "objects have no versions here; leave it out");
        }
    }

    public BucketName Bucket() => BucketName.Parse(Text("bucket"));

    public ObjectAddress Address() => new(Bucket(), ObjectKey.Parse(Text("key")));

    public JsonValue Get(string name) => _parameters.Get(name);

    public string Text(string name) =>
        FindText(name) ?? throw new BadParameterException(name, "it is required");

    public string? FindText(string name) => _parameters.Get(name) switch
    {
        JsonNull => null,
        JsonString text => text.Value,
        var other => throw new BadParameterException(name, $"it must be a string, not {other.KindName}"),
    };

    public bool Flag(string name) => _parameters.Get(name) switch
    {
        JsonNull => false,
        JsonBoolean flag => flag.Value,
        var other => throw new BadParameterException(name, $"it must be true or false, not {other.KindName}"),
    };

    public int Number(string name, int least, int most, int absent) => _parameters.Get(name) switch
    {
        JsonNull => absent,
        JsonNumber { IsInteger: true } number when number.Int64 >= least && number.Int64 <= most =>
            (int)number.Int64,
        _ => throw new BadParameterException(name, $"it must be a whole number from {least} to {most}"),
    };
}
