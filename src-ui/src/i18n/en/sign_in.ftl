# Who are you?
sign-in-title = Sign in
sign-in-text = With the account your fleet gave you.
sign-in-server = Server
sign-in-server-hint = The address your dispatcher gave you.
sign-in-email = E-mail
sign-in-password = Password
sign-in-submit = Sign in
sign-in-server-rule = Enter an address such as waybill.example.org.
sign-in-email-rule = Enter an e-mail address such as mara@example.org.
sign-in-password-rule = Enter your password.
sign-in-wrong = E-mail and password do not match. Check both and try again.
sign-in-too-many = Too many tries. Wait a minute, then try again.
sign-in-network = The server does not answer. Check the network and the address, then try again.
sign-in-offline = Signing in needs a network once. After that your day works without one.
sign-in-browser = In a browser a network is needed. The app works without one.
