using System.Net.Mail;
using PhoneNumbers;

namespace PropertyGraph.Customers;

/// <summary>What people write as a contact, in one form for storing and one for showing.</summary>
internal static class ContactValue
{
    private const string HomeRegion = "CN";
    private const int Longest = 500;

    /// <summary>The form that is stored: telephone numbers as E.164, e-mail addresses in lower case; or the reason why it is none.</summary>
    public static (string? Value, string? Reason) Read(ContactChannel channel, string text)
    {
        var value = text.Trim();
        if (value.Length is 0 or > Longest) return (null, $"Give a value of 1 to {Longest} characters.");
        return channel switch
        {
            ContactChannel.Phone => Parse(value) is { } number
                ? (PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164), null)
                : (null, "Give a telephone number of mainland China, or one with its country code such as +44 20 7946 0958."),
            ContactChannel.Email => MailAddress.TryCreate(value, out var address) && address.Address == value
                ? (value.ToLowerInvariant(), null)
                : (null, "Give an e-mail address such as li.wei@example.com."),
            _ => (value, null),
        };
    }

    /// <summary>Stored values as people write them.</summary>
    public static ValueTask<IReadOnlyList<string>> DisplayAsync(IReadOnlyList<string> values, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. values.Select(Display)]);

    private static string Display(string value)
    {
        if (!value.StartsWith('+') || Parse(value) is not { } number) return value;
        var phones = PhoneNumberUtil.GetInstance();
        var abroad = number.CountryCode != phones.GetCountryCodeForRegion(HomeRegion);
        return phones.Format(number, abroad ? PhoneNumberFormat.INTERNATIONAL : PhoneNumberFormat.NATIONAL);
    }

    private static PhoneNumber? Parse(string text)
    {
        var phones = PhoneNumberUtil.GetInstance();
        try
        {
            var number = phones.Parse(text, HomeRegion);
            return phones.IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            // The library has no other way to say that a text is no number.
            return null;
        }
    }
}
