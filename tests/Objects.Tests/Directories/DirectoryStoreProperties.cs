using System.Text;
using FsCheck.Fluent;

namespace Sluice.Objects.Tests.Directories;

public sealed class DirectoryStoreProperties
{
    [Fact]
    public void Put_then_get_gives_the_bytes_back() => Some.Hold(
        Gen.Zip(Some.Key, Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()), async made =>
        {
            using var tests = new TestStore();
            var address = TestStore.At(made.Item1);

            var info = await tests.Store.PutAsync(address, made.Item2, default);

            await using var content = await tests.Store.OpenAsync(address, null, default);
            using var bytes = new MemoryStream();
            await content.Stream.CopyToAsync(bytes);
            Assert.Equal(made.Item2, bytes.ToArray());
            Assert.Equal(info, content.Info);
        });

    // Goal: any mixture of puts and deletes leaves what a dictionary would hold, found and listed in order, also where
    // one key is the beginning of another.
    [Fact]
    public void Puts_and_deletes_leave_what_a_dictionary_would_hold() => Some.Hold(
        Some.Few(Gen.Zip(Some.CrowdedKey, Gen.Elements(true, true, false))), async steps =>
        {
            using var tests = new TestStore();
            var expected = new Dictionary<string, string>();
            foreach (var (at, (key, isPut)) in steps.Index())
            {
                if (isPut)
                {
                    expected[key] = $"{at}";
                    await tests.PutAsync(key, $"{at}");
                }
                else
                {
                    expected.Remove(key);
                    await tests.Store.DeleteAsync(TestStore.At(key), default);
                }
            }

            Assert.Equal(InOrder(expected.Keys), await tests.KeysAsync());
            foreach (var (key, text) in expected)
            {
                Assert.Equal(text, await tests.GetAsync(key));
            }

            foreach (var (key, _) in steps.Where(step => !expected.ContainsKey(step.Item1)))
            {
                var e = await Assert.ThrowsAsync<ObjectException>(() => tests.GetAsync(key));
                Assert.Equal(ObjectErrors.NoSuchKey, e.Code);
            }
        });

    [Fact]
    public void A_listing_gives_the_keys_with_the_prefix_after_the_start() => Some.Hold(
        Gen.Zip(Some.Few(Some.CrowdedKey), Gen.Zip(Some.CrowdedKey, Some.CrowdedKey)), async made =>
        {
            using var tests = new TestStore();
            foreach (var key in made.Item1)
            {
                await tests.PutAsync(key, key);
            }

            var (prefix, after) = (made.Item2.Item1[..1], made.Item2.Item2);
            foreach (var start in new[] { prefix, made.Item2.Item1, after, "" })
            {
                var expected = InOrder(made.Item1.Distinct().Where(key =>
                    key.StartsWith(start, StringComparison.Ordinal) && ObjectKey.Compare(key, after) > 0));
                Assert.Equal(expected, await tests.KeysAsync(start, after));
            }
        });

    // Goal: whatever is tried as a key, nothing outside the bucket's directory comes to be, changes or goes.
    [Fact]
    public void No_key_leads_out_of_the_bucket() => Some.Hold(
        Gen.Zip(Some.Text, Gen.Elements("", "/", "../", "../../", "a/../../../", "..\\", "%2e%2e/", "C:/")), async made =>
        {
            using var tests = new TestStore();
            File.WriteAllText(Path.Combine(tests.Home, "victim"), "whole");
            Directory.CreateDirectory(Path.Combine(tests.Root, "other"));
            File.WriteAllText(Path.Combine(tests.Root, "other", "victim"), "whole");
            var before = Outside(tests);

            foreach (var key in new[] { made.Item2 + made.Item1, made.Item2 + "victim", made.Item2 + "other/victim" })
            {
                if (ObjectKey.IsKey(key))
                {
                    await tests.PutAsync(key, "changed");
                    Assert.Equal([key], await tests.KeysAsync(key));
                    await tests.Store.DeleteAsync(TestStore.At(key), default);
                }

                Assert.Empty(await tests.KeysAsync(key));
            }

            Assert.Equal(before, Outside(tests));
        });

    private static List<string> InOrder(IEnumerable<string> keys) =>
        [.. keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal)];

    private static List<string> Outside(TestStore tests) =>
    [
        .. Directory.EnumerateFileSystemEntries(tests.Home, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(tests.BucketDirectory + "/", StringComparison.Ordinal))
            .Select(path => File.Exists(path) ? $"{path}: {File.ReadAllText(path)}" : path)
            .Order(StringComparer.Ordinal),
    ];
}
